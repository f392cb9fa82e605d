"""The taste match: worked numbers, and what it is computed of."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reviews.comparing import compared
from reviews.ratings import rate
from reviews.taste import taste_match
from tests.factories import make_member, make_title


@pytest.mark.parametrize(
    ("titles", "difference", "match"),
    [
        (0, 0, None),
        (4, 0, None),
        (5, 0, 75),  # (0 + 5 × 2.5) / 10 = 1.25 stars
        (20, 0, 90),  # 12.5 / 25 = 0.5 stars
        (100, 0, 98),  # 12.5 / 105 = 0.12 stars
        (100, 50, 88),  # (50 + 12.5) / 105 = 0.60 stars
        (10, 25, 50),  # strangers
        (100, 250, 50),  # many strangers' titles
        (20, 60, 42),  # (60 + 12.5) / 25 = 2.9 stars
        (100, 900, 0),  # one loves what the other hates
    ],
)
def test_match_in_figures(titles: int, difference: int, match: int | None) -> None:
    assert taste_match(titles, difference) == match


def rate_all(stars: dict[str, tuple[int, int]]) -> tuple:
    """Two members who gave each title so many stars; 0 for none."""
    one, other = make_member(username="one"), make_member(username="other", has_public_ratings=True)
    for name, given in stars.items():
        title = make_title(name)
        for member, value in zip((one, other), given, strict=True):
            if value:
                rate(member, title, value)
    return one, other


@pytest.mark.django_db
def test_only_titles_that_both_rated_count(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    one, other = rate_all(
        {"A": (8, 8), "B": (3, 5), "C": (10, 9), "D": (7, 7), "E": (6, 6), "F": (1, 0), "G": (0, 10)}
    )
    with django_assert_num_queries(1):
        found = compared(one, other)
    assert (found.titles, found.difference, found.match) == (5, 3, 69)
    assert compared(other, one) == found


@pytest.mark.django_db
def test_members_page_tells_the_match_where_ratings_are_public(client: Client) -> None:
    one, other = rate_all(dict.fromkeys("ABCDE", (8, 8)))
    assert b"Taste match" not in client.get("/member/other/").content
    client.force_login(one)
    page = client.get("/member/other/").content.decode()
    assert "75 %" in page
    assert "based on 5 titles" in page
    assert b"Taste match" not in client.get("/member/one/").content
    other.has_public_ratings = False
    other.save()
    assert b"Taste match" not in client.get("/member/other/").content


@pytest.mark.django_db
def test_too_few_titles_in_common_say_so(client: Client) -> None:
    one, _other = rate_all({"A": (8, 8)})
    client.force_login(one)
    page = client.get("/member/other/").content.decode()
    assert "Too few titles in common" in page
    assert "%" not in page[page.index("Taste match") : page.index("Too few titles in common")]
