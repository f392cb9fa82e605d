import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from reviews.models import HelpfulVote, Interest, InterestVote, Review
from reviews.publishing import ReviewText, edit_review, set_hidden
from reviews.recount import differences
from reviews.votes import (
    cast_helpful_vote,
    cast_interest_vote,
    withdraw_helpful_vote,
    withdraw_interest_vote,
)
from tests.factories import make_goof, make_member, make_review, make_trivia

pytestmark = pytest.mark.django_db


def counts(review: Review) -> tuple[int, int, int]:
    review.refresh_from_db()
    return review.helpful_count, review.vote_count, review.earlier_vote_count


def test_five_of_seven_readers_found_it_helpful() -> None:
    review = make_review()
    for place in range(7):
        cast_helpful_vote(make_member(), review, is_helpful=place < 5)
    assert counts(review) == (5, 7, 0)
    assert round(review.helpfulness, 4) == 0.4725


def test_a_vote_is_changed_and_taken_back() -> None:
    review, reader = make_review(), make_member()
    cast_helpful_vote(reader, review, is_helpful=True)
    cast_helpful_vote(reader, review, is_helpful=True)
    assert counts(review) == (1, 1, 0)
    cast_helpful_vote(reader, review, is_helpful=False)
    assert counts(review) == (0, 1, 0)
    withdraw_helpful_vote(reader, review)
    withdraw_helpful_vote(reader, review)
    assert counts(review) == (0, 0, 0)
    assert review.helpfulness == 0


def test_nobody_votes_on_their_own_review() -> None:
    review = make_review()
    with pytest.raises(PermissionDenied):
        cast_helpful_vote(review.author, review, is_helpful=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpfulVote.objects.create(review=review, member=review.author, author=review.author, is_helpful=True)
    assert counts(review) == (0, 0, 0)


def test_a_hidden_review_takes_no_votes() -> None:
    review = make_review()
    set_hidden(review, is_hidden=True)
    with pytest.raises(PermissionDenied):
        cast_helpful_vote(make_member(), review, is_helpful=True)


def test_votes_on_an_earlier_version_stay_and_are_told_apart() -> None:
    review, first, second = make_review(), make_member(), make_member()
    cast_helpful_vote(first, review, is_helpful=True)
    cast_helpful_vote(second, review, is_helpful=False)
    edit_review(review, ReviewText("Clay remembers", "Another text. " * 20, stars=8))
    cast_helpful_vote(make_member(), review, is_helpful=True)
    assert counts(review) == (2, 3, 2)
    cast_helpful_vote(first, review, is_helpful=True)
    assert counts(review) == (2, 3, 1)
    withdraw_helpful_vote(second, review)
    assert counts(review) == (2, 2, 0)
    assert list(differences()) == []


@pytest.mark.parametrize("make_remark", [make_trivia, make_goof])
def test_interest_in_trivia_and_goofs_is_counted(make_remark) -> None:
    remark, reader = make_remark(), make_member()
    cast_interest_vote(make_member(), remark, is_interesting=True)
    cast_interest_vote(reader, remark, is_interesting=True)
    cast_interest_vote(reader, remark, is_interesting=False)
    interest = Interest.objects.get()
    assert (interest.interesting_count, interest.vote_count) == (1, 2)
    withdraw_interest_vote(reader, remark)
    withdraw_interest_vote(reader, remark)
    interest.refresh_from_db()
    assert (interest.interesting_count, interest.vote_count) == (1, 1)
    assert InterestVote.objects.count() == 1
    assert list(differences()) == []
