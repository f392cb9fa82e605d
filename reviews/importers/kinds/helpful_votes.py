"""Rows that voted on a review by somebody else. `content`: author, a username; yes; cast_at and changed_at, moments."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from reviews.importers.kinds import Run, Seen, mark_present, moment, settle, titles_of
from reviews.models import HelpfulVote, ImportRow, Review, RowOutcome, RowState
from reviews.votes import cast_helpful_vote, withdraw_helpful_vote

Key = tuple[int | None, str]


def look(member: User, rows: Sequence[ImportRow], seen: Seen) -> None:
    reviews = _reviews(rows)
    own = _own(member, rows)
    for row in rows:
        key = _key(row)
        if key not in reviews or reviews[key].author_id == member.pk:
            row.state, row.reason = RowState.UNKNOWN, _("There is no such review here.")
        elif ("helpful", *key) in seen:
            mark_present(row, reason=_("An earlier row votes on the same review."))
        elif key in own:
            mark_present(row, is_different=own[key].is_helpful != row.content["yes"])
        seen.add(("helpful", *key))


def write(run: Run, rows: Sequence[ImportRow]) -> None:
    reviews, own = _reviews(rows), _own(run.member, rows)
    for row in rows:
        key = _key(row)
        if key not in reviews or not run.wants(row):
            settle(row, RowOutcome.LEFT)
            continue
        before = own.get(key)
        try:
            vote = cast_helpful_vote(run.member, reviews[key], is_helpful=row.content["yes"])
        except PermissionDenied:
            settle(row, RowOutcome.FAILED, reason=_("There is no such review here."))
            continue
        if before is None:
            _keep_moments(vote, row)
        settle(row, RowOutcome.WRITTEN, {"review": vote.review_id, "before": before and before.is_helpful})


def _keep_moments(vote: HelpfulVote, row: ImportRow) -> None:
    vote.created_at = moment(row, "cast_at") or vote.created_at
    vote.updated_at = moment(row, "changed_at") or vote.updated_at
    vote.save(update_fields=["created_at", "updated_at"])


def take_back(member: User, rows: Sequence[ImportRow]) -> None:
    votes = HelpfulVote.objects.filter(member=member, review__in=[row.written["review"] for row in rows])
    own = {vote.review_id: vote for vote in votes.select_related("review")}
    for row in rows:
        vote = own.get(row.written["review"])
        if vote is None:
            settle(row, RowOutcome.TAKEN_BACK)
        elif vote.is_helpful == row.content["yes"]:
            _take_back(member, vote, row.written["before"])
            settle(row, RowOutcome.TAKEN_BACK)


def _take_back(member: User, vote: HelpfulVote, before: bool | None) -> None:
    if before is None:
        withdraw_helpful_vote(member, vote.review)
    elif vote.review.is_visible:
        cast_helpful_vote(member, vote.review, is_helpful=before)


def _key(row: ImportRow) -> Key:
    return row.title_id, row.content["author"].lower()


def _reviews(rows: Sequence[ImportRow]) -> dict[Key, Review]:
    """Those that are read here, by their title and author."""
    found = Review.objects.visible().filter(title__in=titles_of(rows)).with_author()
    names = {row.content["author"] for row in rows}
    found = found.filter(author__username__in=names)
    return {(review.title_id, review.author.username.lower()): review for review in found}


def _own(member: User, rows: Sequence[ImportRow]) -> dict[Key, HelpfulVote]:
    votes = HelpfulVote.objects.filter(member=member, review__title__in=titles_of(rows))
    return {
        (vote.review.title_id, vote.author.username.lower()): vote
        for vote in votes.select_related("review", "author")
    }
