"""Casting, changing and withdrawing votes: helpful or not on reviews, interesting or not on trivia and goofs."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from films.models import Goof, Trivia
from reviews.models import HelpfulVote, Interest, InterestVote, Review, SetAsideVote
from reviews.permissions import VoteSetAside, can_vote_on, require_can_write


def cast_helpful_vote(member: User, review: Review, *, is_helpful: bool) -> HelpfulVote:
    """Say whether `review` helped, or say it anew: that counts for the version read now.

    PermissionDenied on one's own review, or one that is no longer to be seen.
    """
    require_can_write(member)
    with transaction.atomic():
        review = _locked(review)
        if not can_vote_on(member, review):
            raise PermissionDenied
        if SetAsideVote.objects.by(member).filter(review=review).exists():
            raise VoteSetAside
        vote = HelpfulVote.objects.filter(review=review, member=member).first()
        if vote is None:
            vote = HelpfulVote.objects.create(
                review=review,
                member=member,
                author_id=review.author_id,
                is_helpful=is_helpful,
                revision=review.revision,
            )
            review.move_votes(helpful=int(is_helpful), votes=1)
        elif (vote.is_helpful, vote.revision) != (is_helpful, review.revision):
            review.move_votes(
                helpful=is_helpful - vote.is_helpful, votes=0, earlier=-_is_earlier(vote, review)
            )
            vote.is_helpful, vote.revision, vote.updated_at = is_helpful, review.revision, timezone.now()
            vote.save(update_fields=["is_helpful", "revision", "updated_at"])
    return vote


def withdraw_helpful_vote(member: User, review: Review) -> None:
    """Take the vote back; nothing happens if there is none."""
    with transaction.atomic():
        review = _locked(review)
        vote = HelpfulVote.objects.filter(review=review, member=member).first()
        if vote:
            vote.delete()
            review.move_votes(helpful=-int(vote.is_helpful), votes=-1, earlier=-_is_earlier(vote, review))


def put_helpful_vote_back(aside: SetAsideVote, review: Review) -> None:
    """Count a vote again that was set aside, on the version it was cast on. The review must be locked."""
    review = _locked(review)
    vote = HelpfulVote.objects.create(
        review=review,
        member=aside.member,
        author_id=review.author_id,
        is_helpful=bool(aside.value),
        revision=aside.revision,
        created_at=aside.created_at,
    )
    review.move_votes(helpful=aside.value, votes=1, earlier=_is_earlier(vote, review))


def _locked(review: Review) -> Review:
    locked = Review.objects.select_for_update(no_key=True).filter(pk=review.pk).first()
    if locked is None:  # gone since the page was read
        raise PermissionDenied
    return locked


def _is_earlier(vote: HelpfulVote, review: Review) -> int:
    return int(vote.revision < review.revision)


def cast_interest_vote(member: User, remark: Trivia | Goof, *, is_interesting: bool) -> InterestVote:
    """Say whether a piece of trivia, or a goof, is interesting, or say the opposite."""
    require_can_write(member)
    target = _target(remark)
    with transaction.atomic():
        interest = _locked_interest(target)
        vote = InterestVote.objects.filter(member=member, **target).first()
        if vote is None:
            vote = InterestVote.objects.create(member=member, is_interesting=is_interesting, **target)
            _move_interest(interest, interesting=int(is_interesting), votes=1)
        elif vote.is_interesting != is_interesting:
            _move_interest(interest, interesting=is_interesting - vote.is_interesting, votes=0)
            vote.is_interesting, vote.updated_at = is_interesting, timezone.now()
            vote.save(update_fields=["is_interesting", "updated_at"])
    return vote


def withdraw_interest_vote(member: User, remark: Trivia | Goof) -> None:
    """Take the vote back; nothing happens if there is none."""
    target = _target(remark)
    with transaction.atomic():
        interest = _locked_interest(target)
        vote = InterestVote.objects.filter(member=member, **target).first()
        if vote:
            vote.delete()
            _move_interest(interest, interesting=-int(vote.is_interesting), votes=-1)


def _target(remark: Trivia | Goof) -> dict[str, Trivia | Goof]:
    return {"goof" if isinstance(remark, Goof) else "trivia": remark}


def _locked_interest(target: dict[str, Trivia | Goof]) -> Interest:
    interests = Interest.objects.select_for_update()
    interest = interests.filter(**target).first()
    if interest is None:
        Interest.objects.bulk_create([Interest(**target)], ignore_conflicts=True)
        interest = interests.get(**target)
    return interest


def _move_interest(interest: Interest, *, interesting: int, votes: int) -> None:
    Interest.objects.filter(pk=interest.pk).update(
        interesting_count=F("interesting_count") + interesting, vote_count=F("vote_count") + votes
    )
