"""Pages of a long list, found from their first or last row."""

import pytest
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from films.models import Title
from films.paging import KeysetPage, Sort, keyset_page
from tests.factories import make_title

pytestmark = pytest.mark.django_db

POPULAR = Sort("popularity", _("Popularity"), ("vote_count", "id"))
NAME = Sort("title", _("Title"), ("primary_title", "id"), is_falling=False)
YEAR = Sort("year", _("Year"), (Coalesce("year", 0), "id"))


def page(sort: Sort, length: int = 2, **params: object) -> KeysetPage[Title]:
    texts = {name: str(value) for name, value in params.items()}
    return keyset_page(Title.objects.all(), sort, texts, length)


def walk(sort: Sort, length: int = 2) -> list[list[Title]]:
    """The pages from the first to the last, following "next"."""
    pages = [page(sort, length)]
    while pages[-1].next_query:
        pages.append(page(sort, length, after=pages[-1].next_query.removeprefix("after=")))
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
    last = page(POPULAR, after=titles[3].pk)
    assert (last.rows, last.next_query) == ([titles[4]], "")
    middle = page(POPULAR, before=titles[4].pk)
    assert middle == page(POPULAR, after=titles[1].pk)
    assert page(POPULAR, before=titles[2].pk) == page(POPULAR)


def test_neighbours_keep_what_they_are_told_to() -> None:
    title = make_title(vote_count=2)
    make_title(vote_count=1)
    shown = keyset_page(Title.objects.all(), POPULAR, {}, 1, {"sort": "a&b"})
    assert (shown.previous_query, shown.next_query) == ("", f"sort=a%26b&after={title.pk}")


def test_a_list_of_one_page_has_no_neighbours() -> None:
    make_title()
    assert (page(POPULAR).previous_query, page(POPULAR).next_query) == ("", "")


@pytest.mark.parametrize(
    "key", ["", "x", "-1", "1.5", "٣", "\x00", "1 or 1=1", "999", "9" * 18, "9" * 5000, "\ud800"]
)
def test_a_row_that_is_not_there_has_no_page(key: str) -> None:
    make_title()
    with pytest.raises(Http404):
        page(POPULAR, after=key)
    with pytest.raises(Http404):
        page(POPULAR, before=key)


def test_there_is_nothing_after_the_last_row() -> None:
    only = make_title()
    with pytest.raises(Http404):
        page(POPULAR, after=only.pk)
