from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from reviews.models import ActionKind, AppealStatus, CommunityRules, Review, Standing
from reviews.ratings import rate
from reviews.standing import standing_of
from tests.factories import make_action, make_appeal, make_member, make_review, make_title

pytestmark = pytest.mark.django_db


def member_since(days: int) -> User:
    return make_member(date_joined=timezone.now() - timedelta(days=days))


def test_who_has_just_joined_is_new_whatever_they_wrote() -> None:
    member = member_since(2)
    make_review(author=member)
    assert standing_of(member) == Standing.NEW


def test_a_review_or_ten_ratings_make_a_regular_member() -> None:
    silent, writer, rater = member_since(3), member_since(3), member_since(3)
    make_review(author=writer)
    for _ in range(9):
        rate(rater, make_title(), 7)
    assert [standing_of(each) for each in (silent, writer, rater)] == ["new", "regular", "new"]
    rate(rater, make_title(), 7)
    assert standing_of(rater) == Standing.REGULAR


def test_trust_takes_time_reviews_and_readers_who_found_them_helpful() -> None:
    CommunityRules.objects.create(trusted_after_reviews=2, trusted_after_helpful=5)
    member = member_since(90)
    make_review(author=member)
    make_review(author=member, helpful_count=4, vote_count=4)
    assert standing_of(member) == Standing.REGULAR
    Review.objects.filter(helpful_count=0).update(helpful_count=1, vote_count=1)
    assert standing_of(member) == Standing.TRUSTED


def test_a_decision_against_an_author_counts_for_thirty_days_or_until_an_appeal() -> None:
    member = member_since(100)
    make_review(author=member)
    old = timezone.now() - timedelta(days=31)
    make_action(kind=ActionKind.WARN, member=member, created_at=old)
    assert standing_of(member) == Standing.REGULAR
    action = make_action(kind=ActionKind.WARN, member=member)
    assert standing_of(member) == Standing.NEW
    make_appeal(action, status=AppealStatus.UPHELD, decided_at=timezone.now(), answer="Right.")
    assert standing_of(member) == Standing.REGULAR
