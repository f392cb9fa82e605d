"""The advanced search, page and rules."""

import re

import pytest
from django.db import connection
from django.test import Client

from films.models import (
    Certificate,
    CountryOfOrigin,
    Keyword,
    Runtime,
    SpokenLanguage,
    Title,
    TitleKeyword,
)
from films.search import index_with_people
from tests.factories import make_credit, make_genre, make_person, make_title

ADDRESS = "/search/titles/"


@pytest.fixture
def films(db: None) -> dict[str, Title]:
    """Three titles that differ in everything that can be asked for."""
    films = {
        "clay": make_title("Clay", 2013, vote_count=300, score=7.5),
        "dance": make_title("The Dance", 1927, vote_count=20, score=8.5, title_type="short"),
        "bare": make_title("Bare", None, vote_count=0),
    }
    make_genre("Documentary", films["clay"])
    make_genre("Drama", films["clay"], films["dance"])
    for name, country, language, minutes, rating in (
        ("clay", "KH", "fr", 92, "12A"),
        ("dance", "DE", "de", 20, "U"),
    ):
        CountryOfOrigin.objects.create(title=films[name], country=country)
        SpokenLanguage.objects.create(title=films[name], language=language)
        Runtime.objects.create(title=films[name], minutes=minutes)
        Certificate.objects.create(title=films[name], country="GB", rating=rating)
    keyword = Keyword.named("khmer rouge")
    keyword.save()
    TitleKeyword.objects.create(title=films["clay"], keyword=keyword)
    make_credit(films["clay"], make_person("Rithy Panh"))
    make_title("Draft", 2013, is_published=False)
    index_with_people(Title.objects.values_list("pk", flat=True))
    return films


def found(client: Client, query: str) -> list[str]:
    page = client.get(f"{ADDRESS}?{query}")
    assert page.status_code == 200
    return re.findall(r'class="card-title">.*?>([^<]+)</a>', page.content.decode())


@pytest.mark.usefixtures("films")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Clay", "The Dance", "Bare"]),
        ("q=clay", ["Clay"]),
        ("q=DANC", ["The Dance"]),
        ("q=nothing", []),
        ("type=short", ["The Dance"]),
        ("type=short&type=movie", ["Clay", "The Dance", "Bare"]),
        ("year_from=1928", ["Clay"]),
        ("year_to=1927", ["The Dance"]),
        ("year_from=1927&year_to=2013", ["Clay", "The Dance"]),
        ("genre=drama", ["Clay", "The Dance"]),
        ("genre=drama&genre=documentary", ["Clay"]),
        ("country=KH", ["Clay"]),
        ("country=KH&country=", ["Clay"]),
        ("language=de", ["The Dance"]),
        ("certificate=GB:12A", ["Clay"]),
        ("certificate=US:12A", []),
        ("runtime_from=21", ["Clay"]),
        ("runtime_to=21", ["The Dance"]),
        ("runtime_from=21&runtime_to=91", []),
        ("score_from=8", ["The Dance"]),
        ("score_from=7.5&score_to=7.5", ["Clay"]),
        ("votes_from=1", ["Clay", "The Dance"]),
        ("votes_to=0", ["Bare"]),
        ("keyword=Khmer+Rouge", ["Clay"]),
        ("keyword=nothing", []),
        ("person=panh", ["Clay"]),
        ("person=nobody", []),
        ("sort=score", ["The Dance", "Clay", "Bare"]),
        ("sort=year", ["Clay", "The Dance", "Bare"]),
        ("sort=title", ["Bare", "Clay", "The Dance"]),
        ("genre=drama&country=DE&year_to=1930&person=&q=&sort=year", ["The Dance"]),
        ("page=2", ["Clay", "The Dance", "Bare"]),
        ("page=zz", ["Clay", "The Dance", "Bare"]),
        ("unknown=1", ["Clay", "The Dance", "Bare"]),
    ],
)
def test_criteria_narrow_the_catalogue(client: Client, query: str, names: list[str]) -> None:
    assert found(client, query) == names


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("year_from=soon", "Enter a whole number."),
        ("year_from=1066", "Ensure this value is greater than or equal to 1870."),
        ("year_to=" + "9" * 6_000, "Enter a whole number."),
        ("year_from=2013&year_to=1927", "This is less than where the range begins."),
        ("score_from=nan", "Enter a number."),
        ("score_to=11", "Ensure this value is less than or equal to 10."),
        ("votes_from=-1", "Ensure this value is greater than or equal to 0."),
        ("runtime_from=1e9", "Enter a whole number."),
        ("type=movie&type=opera", "Select a valid choice. opera is not one of the available choices."),
        ("genre=%00", "Select a valid choice."),
        ("country=XX", "Select a valid choice. XX is not one of the available choices."),
        ("country=KH'--", "is not one of the available choices."),
        ("language=%ED%A0%80", "is not one of the available choices."),
        ("certificate=12A", "Select a valid choice. 12A is not one of the available choices."),
        ("certificate=GB:%00", "is not one of the available choices."),
        (
            "&".join(
                f"country={code}"
                for code in ["KH", "FR", "DE", "US", "GB", "IT", "ES", "JP", "CN", "IN", "SE"]
            ),
            "Choose at most 10.",
        ),
        ("sort=random", "Select a valid choice. random is not one of the available choices."),
        ("q=a%00b", "Null characters are not allowed."),
        ("person=%00", "Null characters are not allowed."),
        ("keyword=" + "k" * 10_000, "Ensure this value has at most 200 characters (it has 10000)."),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_lost(client: Client, query: str, message: str) -> None:
    page = client.get(f"{ADDRESS}?{query}&runtime_to=77")
    assert page.status_code == 400
    assert message in page.content.decode()
    assert 'name="runtime_to" value="77"' in page.content.decode()


@pytest.mark.usefixtures("films")
def test_facets_count_what_was_found(client: Client) -> None:
    page = client.get(ADDRESS, {"genre": "drama"}).content.decode()
    options = re.findall(
        r'name="(\w+)" value="([^"]+)"( checked)?> [^<]+<span class="facet-count">(\d+)</span>', page
    )
    assert options == [
        ("type", "movie", "", "1"),
        ("type", "short", "", "1"),
        ("genre", "drama", " checked", "2"),
        ("genre", "documentary", "", "1"),
        ("country", "DE", "", "1"),
        ("country", "KH", "", "1"),
        ("language", "de", "", "1"),
        ("language", "fr", "", "1"),
        ("certificate", "GB:12A", "", "1"),
        ("certificate", "GB:U", "", "1"),
    ]


@pytest.mark.usefixtures("films")
def test_each_criterion_has_a_link_that_takes_it_away(client: Client) -> None:
    query = {
        "q": "clay & co",
        "genre": ["drama", "documentary"],
        "year_from": "1990",
        "sort": "year",
        "page": "1",
    }
    page = client.get(ADDRESS, query).content.decode()
    chips = re.findall(r'<li><a class="tag" href="([^"]+)">.*?</span>(.*?) <span aria-hidden', page)
    assert chips == [
        ("?year_from=1990&amp;genre=drama&amp;genre=documentary&amp;sort=year", "Title: clay &amp; co"),
        ("?q=clay+%26+co&amp;genre=drama&amp;genre=documentary&amp;sort=year", "year ≥ 1990"),
        ("?q=clay+%26+co&amp;year_from=1990&amp;genre=documentary&amp;sort=year", "Drama"),
        ("?q=clay+%26+co&amp;year_from=1990&amp;genre=drama&amp;sort=year", "Documentary"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_for_one_title_and_for_three(
    client: Client,
    django_assert_num_queries,
    rows: int,
) -> None:
    titles = [make_title(f"Picture {n}") for n in range(rows)]
    make_genre("Drama", *titles)
    index_with_people(title.pk for title in titles)
    # The rate limit, genres, the genre's titles, matching words, the shortlist, four facets, the cards;
    # on PostgreSQL five statements more hold the time limit.
    with django_assert_num_queries(10 + (5 if connection.vendor == "postgresql" else 0)):
        assert len(found(client, "genre=drama&q=picture")) == rows


@pytest.mark.django_db
def test_more_matches_than_the_shortlist_are_said_to_be_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("films.title_search.SHORTLIST", 2)
    monkeypatch.setattr("films.title_search.FEW", 1)
    titles = [make_title(f"Picture {n}", vote_count=n) for n in range(4)]
    make_genre("Drama", *titles[:3])
    assert found(client, "genre=drama") == ["Picture 2", "Picture 1"]
    assert "More than 2 titles." in client.get(ADDRESS, {"genre": "drama"}).content.decode()
