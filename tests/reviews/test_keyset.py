from datetime import UTC, datetime

import pytest
from django.core.exceptions import BadRequest

from reviews.keyset import keyset_page
from reviews.models import Review
from reviews.orders import ReviewOrder
from tests.factories import make_member, make_review, make_title

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviews():
    """Seven reviews, with ties in every order."""
    title = make_title()
    values = [(8, 0.5, 1), (8, 0.5, 2), (None, 0.0, 2), (1, 0.0, 9), (10, 0.25, 9), (8, 0.1, 9), (3, 0.0, 1)]
    for place, (stars, helpfulness, written) in enumerate(values):
        moment = datetime(2014, 7, 20, 12, tzinfo=UTC) if place % 2 else datetime(2013, 1, 1, tzinfo=UTC)
        make_review(title, make_member(), stars=stars, helpfulness=helpfulness, created_at=moment)
        Review.objects.filter(helpfulness=helpfulness, stars=stars).update(author_review_count=written)
    return Review.objects.visible().for_title(title)


@pytest.mark.parametrize("order", list(ReviewOrder))
def test_every_order_reads_all_rows_once_forth_and_back(reviews, order: ReviewOrder) -> None:
    sign = "-" if order.field.startswith("-") else ""
    expected = list(reviews.order_by(order.field, f"{sign}pk"))
    pages = [keyset_page(reviews, order.field, size=3)]
    while pages[-1].next:
        pages.append(keyset_page(reviews, order.field, size=3, after=pages[-1].next))
    assert [row for page in pages for row in page.rows] == expected
    assert [len(page.rows) for page in pages] == [3, 3, 1]
    back = keyset_page(reviews, order.field, size=3, before=pages[-1].previous)
    assert back.rows == pages[1].rows
    first = keyset_page(reviews, order.field, size=3, before=back.previous)
    assert (first.rows, first.previous) == (pages[0].rows, "")
    assert first.next == pages[0].next


def test_reviews_without_stars_come_last_in_both_orders(reviews) -> None:
    for order in (ReviewOrder.HIGHEST, ReviewOrder.LOWEST):
        assert keyset_page(reviews, order.field, size=10).rows[-1].stars is None
    assert keyset_page(reviews, "-highest", size=10).rows[0].stars == 10
    assert keyset_page(reviews, "-lowest", size=10).rows[0].stars == 1


@pytest.mark.parametrize(
    "cursor",
    ["x", "1", "~", "nan~1", "inf~1", "0.5~x", f"0.5~{2**70}", "0.5~1~2", "\x00~1", "1e999~1", "0.5" * 99],
)
def test_a_broken_cursor_is_a_bad_request(reviews, cursor: str) -> None:
    with pytest.raises(BadRequest):
        keyset_page(reviews, "-helpfulness", size=3, after=cursor)


@pytest.mark.parametrize("cursor", [f"{2**61}~1", f"-{2**61}~1", f"{10**30}~1"])
def test_a_date_beyond_the_calendar_is_a_bad_request(reviews, cursor: str) -> None:
    with pytest.raises(BadRequest):
        keyset_page(reviews, "-created_at", size=3, after=cursor)
