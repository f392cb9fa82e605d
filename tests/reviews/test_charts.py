"""The charts: who is listed, in what order, and at what cost."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from films.models import Title
from reviews.models import AggregateRating, CommunityRules
from tests.factories import make_genre, make_title

pytestmark = pytest.mark.django_db

CHARTS = ["/chart/top/", "/chart/popular/", "/chart/lowest/"]
MINIMUM = 25
QUERIES = 4


def make_rated(name: str, score: float, votes: int = MINIMUM, year: int | None = 2013) -> Title:
    title = make_title(name, year, score=score, vote_count=votes)
    AggregateRating.objects.create(title=title, rated_7=votes)
    return title


def listed(client: Client, path: str) -> list[str]:
    return [title.primary_title for title in client.get(path).context["page"]]


def test_top_chart_has_the_highest_score_first_and_leaves_out_the_little_rated(client: Client) -> None:
    make_rated("Good", 7.5)
    make_rated("Best", 9.1, votes=100)
    make_rated("Unknown gem", 9.9, votes=MINIMUM - 1)
    make_title("Unrated")
    assert listed(client, "/chart/top/") == ["Best", "Good"]


def test_lowest_chart_has_the_lowest_score_first(client: Client) -> None:
    make_rated("Good", 7.5)
    make_rated("Worst", 2.1)
    make_rated("Unlucky", 1.5, votes=MINIMUM - 1)
    assert listed(client, "/chart/lowest/") == ["Worst", "Good"]


def test_popular_chart_has_the_most_rated_first(client: Client) -> None:
    make_rated("Seen by few", 9.0, votes=1)
    make_rated("Seen by all", 5.0, votes=100)
    make_title("Seen by nobody")
    assert listed(client, "/chart/popular/") == ["Seen by all", "Seen by few"]


def test_equal_scores_are_told_apart_by_the_later_title(client: Client) -> None:
    make_rated("Earlier", 7.5)
    make_rated("Later", 7.5)
    assert listed(client, "/chart/top/") == ["Later", "Earlier"]


def test_drafts_are_on_no_chart(client: Client) -> None:
    Title.objects.filter(pk=make_rated("Draft", 9.0).pk).update(is_published=False)
    assert [listed(client, path) for path in CHARTS] == [[], [], []]


def test_staff_set_how_many_ratings_are_enough(client: Client) -> None:
    CommunityRules(rating_minimum=3).save()
    make_rated("Young", 7.0, votes=3)
    make_rated("Younger", 9.0, votes=2)
    assert listed(client, "/chart/top/") == ["Young"]
    assert "at least 3 ratings" in client.get("/chart/top/").content.decode()


def test_chart_is_narrowed_to_a_genre_and_a_decade(client: Client) -> None:
    first, second = make_rated("1994", 7.0, year=1994), make_rated("1999", 8.0, year=1999)
    make_rated("2000", 9.0, year=2000)
    make_rated("No year", 9.5, year=None)
    make_genre("Film-Noir", first)
    make_genre("Drama", first, second)
    assert listed(client, "/chart/top/?decade=1990") == ["1999", "1994"]
    assert listed(client, "/chart/top/?genre=film-noir") == ["1994"]
    assert listed(client, "/chart/top/?genre=drama&decade=1990") == ["1999", "1994"]
    assert listed(client, "/chart/top/?genre=drama&decade=2000") == []


@pytest.mark.parametrize(
    "query", ["genre=nothing", "decade=1995", "decade=x", "decade=99999999999999999999", "genre=%00"]
)
def test_choice_that_is_not_offered_is_refused_beside_its_field(client: Client, query: str) -> None:
    make_rated("Good", 7.5)
    response = client.get(f"/chart/top/?{query}")
    assert response.status_code == 400
    assert "Select a valid choice" in response.content.decode()
    assert [title.primary_title for title in response.context["page"]] == ["Good"]


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "%00", "99999999999999999999"])
def test_page_that_is_not_there_is_not_found(client: Client, page: str) -> None:
    make_rated("Good", 7.5)
    assert client.get(f"/chart/top/?page={page}").status_code == 404


def test_chart_ends_at_250_titles_on_pages_of_50(client: Client) -> None:
    now = timezone.now()
    Title.objects.bulk_create(
        Title(
            primary_title=f"Title {number}",
            score=1 + number / 100,
            vote_count=50,
            created_at=now,
            updated_at=now,
        )
        for number in range(260)
    )
    last = client.get("/chart/top/?page=5")
    assert (last.context["page"].paginator.count, last.context["page"].end_index()) == (250, 250)
    assert "250." in last.content.decode()
    assert client.get("/chart/top/?page=6").status_code == 404


def test_canonical_address_holds_the_choice_and_the_page_alone(client: Client) -> None:
    make_genre("Drama", make_rated("Good", 7.5, year=1994))
    for asked, canonical in (
        ("", "/chart/top/"),
        ("?utm=x&page=1", "/chart/top/"),
        ("?decade=1990&genre=drama&page=1", "/chart/top/?genre=drama&decade=1990"),
        ("?genre=nothing", "/chart/top/"),
    ):
        meta = client.get(f"/chart/top/{asked}").context["meta"]
        assert meta.canonical.endswith(f":8000{canonical}")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [*((path, QUERIES) for path in CHARTS), ("/chart/top/?genre=drama&decade=2010", 6)]
)
def test_chart_costs_the_same_at_any_length(
    client: Client, path: str, queries: int, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_genre("Drama", *(make_rated(f"Title {number}", 7.0) for number in range(rows)))
    with django_assert_num_queries(queries):
        assert len(listed(client, path)) == rows


def test_chart_sets_no_cookie(client: Client) -> None:
    assert not client.get("/chart/top/").cookies
