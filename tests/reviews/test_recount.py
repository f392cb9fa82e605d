import pytest
from django.core.management import CommandError, call_command

from reviews.models import AggregateRating, HelpfulVote, Interest, Rating, Review
from reviews.ratings import rate
from reviews.recount import Mended, recount
from reviews.votes import cast_helpful_vote, cast_interest_vote
from tests.factories import make_member, make_review, make_title, make_trivia

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    review = make_review(stars=8)
    rate(make_member(), review.title, 3)
    cast_helpful_vote(make_member(), review, is_helpful=True)
    cast_interest_vote(make_member(), make_trivia(review.title), is_interesting=True)
    return review


def test_recount_finds_nothing_after_the_verbs(review: Review) -> None:
    assert recount() == []
    call_command("recount", "--check", verbosity=0)


def test_recount_mends_what_was_written_past_the_verbs(review: Review) -> None:
    AggregateRating.objects.update(rated_8=5, review_count=2)
    Review.objects.update(vote_count=3, stars=None, author_review_count=7)
    Interest.objects.update(vote_count=9)
    with pytest.raises(CommandError, match="3 rows differ"):
        call_command("recount", "--check", verbosity=0)
    assert [row.model for row in recount()] == ["aggregaterating", "review", "interest"]
    assert recount() == []
    review.refresh_from_db()
    assert (review.vote_count, review.stars, review.author_review_count) == (1, 8, 1)


def test_recount_of_rows_written_in_bulk(review: Review) -> None:
    title = make_title()
    Rating.objects.bulk_create([Rating(member=make_member(), title=title, value=10) for _ in range(3)])
    HelpfulVote.objects.bulk_create(
        [HelpfulVote(review=review, member=make_member(), author=review.author, is_helpful=False)]
    )
    mended = recount([title, review.title])
    title.refresh_from_db()
    review.refresh_from_db()
    assert Mended("aggregaterating", title.pk, {"rated_10": (0, 3)}) in mended
    assert (title.vote_count, review.vote_count, review.helpful_count) == (3, 2, 1)
    assert recount() == []


def test_recount_of_some_titles_leaves_the_others(review: Review) -> None:
    AggregateRating.objects.update(rated_8=5)
    assert recount([make_title()]) == []
