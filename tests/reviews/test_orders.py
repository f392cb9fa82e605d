"""Reviews in every order, page by page."""

from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest

from films.paging import KeysetPage, keyset_page
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


def page(reviews, order: ReviewOrder, query: str = "", size: int = 3) -> KeysetPage[Review]:
    return keyset_page(reviews, order.sort, dict(parse_qsl(query)), size)


@pytest.mark.parametrize("order", list(ReviewOrder))
def test_every_order_reads_all_rows_once_forth_and_back(reviews, order: ReviewOrder) -> None:
    pages = [page(reviews, order)]
    while pages[-1].next_query:
        pages.append(page(reviews, order, pages[-1].next_query))
    assert [row for each in pages for row in each.rows] == list(reviews.order_by(*order.sort.order()))
    assert [len(each.rows) for each in pages] == [3, 3, 1]
    back = page(reviews, order, pages[-1].previous_query)
    assert back == pages[1]
    assert page(reviews, order, back.previous_query) == pages[0]


@pytest.mark.parametrize("order", list(ReviewOrder))
def test_a_page_stays_where_it_was_when_the_row_it_follows_is_gone(reviews, order: ReviewOrder) -> None:
    first = page(reviews, order)
    second = page(reviews, order, first.next_query)
    first.rows[-1].delete()
    assert page(reviews, order, first.next_query) == second


@pytest.mark.parametrize("order", list(ReviewOrder))
def test_every_later_page_asks_twice(reviews, order: ReviewOrder, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        first = page(reviews, order)
    with django_assert_num_queries(2):
        second = page(reviews, order, first.next_query)
    with django_assert_num_queries(2):
        page(reviews, order, second.next_query)


def test_reviews_without_stars_come_last_in_both_orders(reviews) -> None:
    rows = {order: page(reviews, order, size=10).rows for order in (ReviewOrder.HIGHEST, ReviewOrder.LOWEST)}
    assert [(each[0].stars, each[-1].stars) for each in rows.values()] == [(10, None), (1, None)]
