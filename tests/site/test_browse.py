"""Shelves of titles, and the lists of what there is to browse by."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from films.models import (
    AwardEvent,
    Certificate,
    CountryOfOrigin,
    Genre,
    Keyword,
    SpokenLanguage,
    Title,
    TitleGenre,
    TitleKeyword,
)
from tests.factories import make_title

pytestmark = pytest.mark.django_db


def named(model: type[Genre] | type[Keyword], name: str) -> Genre | Keyword:
    return model.objects.filter(name=name).first() or save(model.named(name))


def save(row: Genre | Keyword) -> Genre | Keyword:
    row.save()
    return row


# How a title gets on each shelf, and how many queries the shelf takes.
SHELVES: dict[str, tuple[int, Callable[[Title], object]]] = {
    "/titles/": (1, lambda title: None),
    "/genre/drama/": (3, lambda title: TitleGenre.objects.create(title=title, genre=named(Genre, "Drama"))),
    "/keyword/clay/": (
        3,
        lambda title: TitleKeyword.objects.create(title=title, keyword=named(Keyword, "clay")),
    ),
    "/country/kh/": (2, lambda title: CountryOfOrigin.objects.create(title=title, country="KH")),
    "/language/km/": (2, lambda title: SpokenLanguage.objects.create(title=title, language="km")),
    "/year/2013/": (2, lambda title: None),
    "/decade/2010s/": (3, lambda title: None),
    "/certificate/gb/M%2FPG%2012/": (
        2,
        lambda title: Certificate.objects.create(title=title, country="GB", rating="M/PG 12"),
    ),
}


@pytest.mark.parametrize("url", SHELVES)
def test_shelf_takes_as_many_queries_for_three_titles_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, url: str
) -> None:
    queries, place = SHELVES[url]
    place(make_title())
    with django_assert_num_queries(queries):
        client.get(url)
    place(make_title())
    place(make_title())
    with django_assert_num_queries(queries):
        response = client.get(url)
    assert len(response.context["page"].rows) == 3
    first = response.context["page"].rows[0]
    with django_assert_num_queries(queries + 1):
        client.get(f"{url}?after={first.vote_count}~{first.pk}")


@pytest.mark.parametrize("sort", ["popularity", "score", "year", "title"])
def test_shelf_is_in_the_order_asked_for(client: Client, sort: str) -> None:
    a = make_title("A", 1950, vote_count=2, score=7.0)
    b = make_title("B", 2000, vote_count=9, score=None)
    c = make_title("C", None, vote_count=5, score=8.5)
    expected = {"popularity": [b, c, a], "score": [c, a, b], "year": [b, a, c], "title": [a, b, c]}
    assert client.get(f"/titles/?sort={sort}").context["page"].rows == expected[sort]


def test_second_page_keeps_the_sort(client: Client) -> None:
    titles = Title.objects.bulk_create(Title(primary_title=f"{n:03}", year=2000) for n in range(50))
    first = client.get("/titles/?sort=title").context["page"]
    assert first.next_query == f"sort=title&after=047~{titles[47].pk}"
    assert client.get(f"/titles/?{first.next_query}").context["page"].rows == titles[48:]


@pytest.mark.parametrize(
    "url",
    [
        "/genre/nothing/",
        "/genre/%00/",
        f"/genre/{'a' * 10_000}/",
        "/keyword/nothing/",
        "/country/xx/",
        "/country/KH/",
        "/country/usa/",
        "/language/qqq/",
        "/year/99999/",
        "/year/0000/",
        "/decade/9990s/",
        "/decade/2013s/",
        "/certificate/xx/PG/",
        f"/certificate/gb/{'9' * 10_000}/",
        "/certificate/gb/%00/",
        "/award/nothing/",
        "/titles/?after=0",
        "/titles/?before=99999999999999999999",
        "/titles/?after=%00",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, url: str) -> None:
    make_title()
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "url", ["/country/kh/", "/language/km/", "/year/1870/", "/decade/2100s/", "/certificate/gb/x/"]
)
def test_empty_shelf_says_so(client: Client, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200
    assert 'class="empty"' in response.content.decode()


INDEXES = {
    "/genres/": lambda n: named(Genre, f"Genre {n}"),
    "/keywords/": lambda n: named(Keyword, f"keyword {n}"),
    "/awards/": lambda n: AwardEvent.objects.create(name=f"Event {n}", slug=f"event-{n}"),
    "/countries/": lambda n: CountryOfOrigin.objects.create(
        title=make_title(), country=["KH", "FR", "DE"][n]
    ),
    "/languages/": lambda n: SpokenLanguage.objects.create(
        title=make_title(), language=["km", "fr", "de"][n]
    ),
    "/years/": lambda n: make_title(year=2011 + n),
}


@pytest.mark.parametrize("url", INDEXES)
def test_index_takes_one_query_for_three_entries_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, url: str
) -> None:
    INDEXES[url](0)
    with django_assert_num_queries(1):
        client.get(url)
    INDEXES[url](1)
    INDEXES[url](2)
    with django_assert_num_queries(1):
        response = client.get(url)
    assert [len(links) for _, links in response.context["groups"]] == [3]


@pytest.mark.parametrize("url", INDEXES)
def test_empty_index_is_a_page(client: Client, url: str) -> None:
    assert client.get(url).status_code == 200


def test_names_that_share_a_row_link_to_their_pages() -> None:
    assert Genre.named("Film-Noir").get_absolute_url() == "/genre/film-noir/"
    assert CountryOfOrigin(country="KH").get_absolute_url() == "/country/kh/"
    assert SpokenLanguage(language="km").get_absolute_url() == "/language/km/"
    assert Certificate(country="GB", rating="M/PG").get_absolute_url() == "/certificate/gb/M/PG/"
    assert reverse("decade", args=[1950]) == "/decade/1950s/"
