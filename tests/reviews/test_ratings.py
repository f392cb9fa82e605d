import pytest
from django.core.exceptions import PermissionDenied

from reviews.models import AggregateRating, CommunityRules, Rating
from reviews.ratings import rate, unrate
from reviews.recount import differences
from tests.factories import make_member, make_review, make_title

pytestmark = pytest.mark.django_db


def test_rate_counts_the_stars_and_copies_the_score() -> None:
    title = make_title()
    for value in (10, 10, 4):
        rate(make_member(), title, value)
    aggregate = AggregateRating.objects.get(title=title)
    title.refresh_from_db()
    assert aggregate.histogram == [0, 0, 0, 1, 0, 0, 0, 0, 0, 2]
    assert (aggregate.value, aggregate.median) == (8.0, 10.0)
    assert title.vote_count == 3
    assert title.score == pytest.approx((3 * 8 + 25 * 6.5) / 28)


def test_rate_again_moves_the_one_rating() -> None:
    member, title = make_member(), make_title()
    rate(member, title, 3)
    rate(member, title, 9)
    rate(member, title, 9)
    assert Rating.objects.get().value == 9
    assert AggregateRating.objects.get(title=title).histogram == [0, 0, 0, 0, 0, 0, 0, 0, 1, 0]


def test_unrate_leaves_no_trace() -> None:
    member, title = make_member(), make_title()
    rate(member, title, 3)
    unrate(member, title)
    unrate(member, title)
    title.refresh_from_db()
    assert Rating.objects.count() == 0
    assert AggregateRating.objects.get(title=title).vote_count == 0
    assert (title.vote_count, title.score) == (0, None)


def test_the_stars_of_a_review_follow_the_rating() -> None:
    review = make_review(stars=8)
    rate(review.author, review.title, 2)
    review.refresh_from_db()
    assert (review.stars, review.highest, review.lowest) == (2, 2, 9)
    unrate(review.author, review.title)
    review.refresh_from_db()
    assert (review.stars, review.highest, review.lowest) == (None, 0, 0)


def test_the_prior_is_what_staff_set() -> None:
    CommunityRules.objects.create(rating_prior=5, rating_minimum=1)
    title = make_title()
    rate(make_member(), title, 9)
    title.refresh_from_db()
    assert title.score == 7.0


@pytest.mark.parametrize("value", [0, 11, -1, 10**20])
def test_a_rating_is_1_to_10(value: int) -> None:
    with pytest.raises(ValueError, match="not a rating"):
        rate(make_member(), make_title(), value)


def test_a_draft_title_and_a_closed_account_cannot_rate() -> None:
    with pytest.raises(PermissionDenied):
        rate(make_member(), make_title(is_published=False), 5)
    with pytest.raises(PermissionDenied):
        rate(make_member(is_active=False), make_title(), 5)
    assert list(differences()) == []
