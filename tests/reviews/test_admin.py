"""Members' words on the desk: looked at, hidden, never rewritten."""

from typing import Any

import pytest
from django.test import Client

from reviews.models import AggregateRating, CommunityRules, ModerationAction, Review
from tests.factories import make_review, make_title

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False


WRITTEN_BY_VERBS = [
    "review",
    "reviewrevision",
    "rating",
    "aggregaterating",
    "helpfulvote",
    "interest",
    "interestvote",
]


@pytest.mark.parametrize("name", WRITTEN_BY_VERBS)
def test_rows_that_verbs_write_are_only_shown(admin_client: Client, name: str) -> None:
    assert admin_client.get(f"/admin/reviews/{name}/").status_code == 200
    assert admin_client.get(f"/admin/reviews/{name}/add/").status_code == 403


def test_review_and_its_counts_are_not_rewritten(admin_client: Client) -> None:
    review = make_review()
    address = f"/admin/reviews/review/{review.pk}/"
    page = admin_client.get(f"{address}change/").content.decode()
    assert (review.headline in page, 'name="headline"' in page) == (True, False)
    assert admin_client.post(f"{address}change/", {"headline": "Mine", "helpful_count": 9}).status_code == 403
    assert admin_client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    review.refresh_from_db()
    assert (review.headline, review.helpful_count) == ("Clay remembers", 0)


def test_hiding_reviews_together_keeps_the_counts_true_and_says_why(admin_client: Client) -> None:
    reviews = [make_review(), make_review()]
    chosen = {"action": "decide_together", "_selected_action": [review.pk for review in reviews]}
    page = admin_client.post("/admin/reviews/review/", chosen)
    assert (page.status_code, Review.objects.visible().count()) == (200, 2)
    decision = {"decide": "Decide", "kind": "hide", "ground": "spam", "reason": "A shop."}
    assert admin_client.post("/admin/reviews/review/", chosen | decision).status_code == 302
    assert Review.objects.visible().count() == 0
    assert AggregateRating.objects.for_title(reviews[0].title).review_count == 0
    assert list(ModerationAction.objects.values_list("kind", "reason")) == [("hide", "A shop.")] * 2


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_reviews_opens_in_a_fixed_number_of_queries(
    admin_client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        make_review(make_title(f"Title {number}"))
    with django_assert_num_queries(6):
        assert admin_client.get("/admin/reviews/review/").status_code == 200


def test_critic_review_is_added_with_its_checks(admin_client: Client) -> None:
    title = make_title()
    values = {"title": title.pk, "publication": "The Guardian", "url": "example.org/a", "language": "EN"}
    response = admin_client.post("/admin/reviews/criticreview/add/", {**values, "date": "2014-13"})
    assert "Enter a date as 2014, 2014-03 or 2014-03-19." in response.content.decode()
    admin_client.post("/admin/reviews/criticreview/add/", values)
    review = title.criticreview_set.get()
    assert (review.url, review.language) == ("https://example.org/a", "en")


def test_rules_are_one_row(admin_client: Client) -> None:
    CommunityRules.objects.create()
    assert admin_client.get("/admin/reviews/communityrules/add/").status_code == 403
    assert admin_client.get("/admin/reviews/communityrules/1/change/").status_code == 200
    assert admin_client.post("/admin/reviews/communityrules/1/delete/", {"post": "yes"}).status_code == 403
