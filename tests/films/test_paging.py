"""Pages of a long list, found from their first or last row."""

from urllib.parse import parse_qsl

import pytest
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from films.models import Revision, Title
from films.models.title import SCORE_OR_ZERO, YEAR_OR_ZERO
from films.paging import KeysetPage, Sort, cursor_of, keyset_page
from reviews.models import CriticReview
from tests.factories import make_title

pytestmark = pytest.mark.django_db

POPULAR = Sort("popularity", _("Popularity"), ("vote_count", "id"))
NAME = Sort("title", _("Title"), ("primary_title", "id"), is_falling=False)
SCORE = Sort("score", _("Score"), (SCORE_OR_ZERO, "id"))
MADE = Sort("made", _("Made"), ("made_at", "id"))
YEAR = Sort("year", _("Year"), (YEAR_OR_ZERO, "id"))


def page(sort: Sort, length: int = 2, **params: object) -> KeysetPage[Title]:
    texts = {name: str(value) for name, value in params.items()}
    return keyset_page(Title.objects.all(), sort, texts, length)


def where(title: Title, sort: Sort = POPULAR) -> str:
    return cursor_of(Title.objects.annotate(**sort.worked_out).get(pk=title.pk), sort)


def walk(sort: Sort, length: int = 2) -> list[list[Title]]:
    """The pages from the first to the last, following "next"."""
    pages = [page(sort, length)]
    while pages[-1].next_query:
        pages.append(page(sort, length, **dict(parse_qsl(pages[-1].next_query))))
    return [each.rows for each in pages]


def test_pages_follow_each_other_without_gap_or_repetition() -> None:
    a, b, c, d, e = (
        make_title(name, vote_count=votes) for name, votes in zip("abcde", [7, 7, 9, 7, 0], strict=True)
    )
    assert walk(POPULAR) == [[c, d], [b, a], [e]]


def test_rising_order_is_walked_as_well() -> None:
    titles = [make_title(name) for name in "acb"]
    assert walk(NAME) == [[titles[0], titles[2]], [titles[1]]]


def test_rows_without_a_value_come_last_and_are_not_lost() -> None:
    unknown, old, new = make_title(year=None), make_title(year=1925), make_title(year=2013)
    also_unknown = make_title(year=None)
    assert walk(YEAR, 1) == [[new], [old], [also_unknown], [unknown]]


def test_the_way_back_shows_the_same_pages() -> None:
    titles = [make_title(vote_count=votes) for votes in (5, 4, 3, 2, 1)]
    last = page(POPULAR, after=where(titles[3]))
    assert (last.rows, last.next_query) == ([titles[4]], "")
    middle = page(POPULAR, before=where(titles[4]))
    assert middle == page(POPULAR, after=where(titles[1]))
    assert page(POPULAR, before=where(titles[2])) == page(POPULAR)


def test_neighbours_keep_what_they_are_told_to() -> None:
    title = make_title(vote_count=2)
    make_title(vote_count=1)
    shown = keyset_page(Title.objects.all(), POPULAR, {}, 1, {"sort": "a&b"})
    assert (shown.previous_query, shown.next_query) == ("", f"sort=a%26b&after=2~{title.pk}")


def test_a_list_of_one_page_has_no_neighbours() -> None:
    make_title()
    assert (page(POPULAR).previous_query, page(POPULAR).next_query) == ("", "")


@pytest.mark.parametrize("name", ["~ ~", "tilde~1", "a&b=c", "Ⅷ ½", "'; --", "x" * 255])
def test_any_name_leads_to_the_next_page(name: str) -> None:
    first, second = (make_title(name, title_type=kind) for kind in ("movie", "short"))
    assert walk(NAME, 1) == [[first], [second]]


BROKEN = [
    "",
    "x",
    "1",
    "~",
    "1~",
    "~1",
    "1~x",
    "1~1~2",
    "\x00~1",
    f"{2**62}~1",
    f"1~-{2**62}",
    "9" * 5000,
    "\ud800~1",
]


@pytest.mark.parametrize("key", BROKEN)
def test_what_is_no_place_has_no_page(key: str) -> None:
    make_title()
    for direction in ("after", "before"):
        with pytest.raises(Http404):
            page(POPULAR, **{direction: key})


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        (SCORE, "nan~1"),
        (SCORE, "inf~1"),
        (SCORE, "1e999~1"),
        (NAME, "\x00~1"),
        (NAME, "\ud800~1"),
        (YEAR, "2013.5~1"),
        (MADE, f"{2**61}~1"),
        (MADE, f"-{2**61}~1"),
        (MADE, f"{10**30}~1"),
    ],
)
def test_what_no_row_can_have_has_no_page(sort: Sort, key: str) -> None:
    with pytest.raises(Http404):
        keyset_page(
            Title.objects.all() if sort is not MADE else Revision.objects.all(), sort, {"after": key}, 2
        )


def test_a_day_that_is_none_has_no_page() -> None:
    by_day = Sort("day", _("Day"), ("date", "id"))
    for key in ("2014-02-30~1", "x~1", "1~1"):
        with pytest.raises(Http404):
            keyset_page(CriticReview.objects.all(), by_day, {"after": key}, 2)


def test_there_is_nothing_after_the_last_row() -> None:
    only = make_title()
    with pytest.raises(Http404):
        page(POPULAR, after=where(only))
