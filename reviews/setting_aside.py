"""Votes and ratings that staff take out of every count, all of a ring in one deed, and put back when they erred.

Locks: reviews in the order of their keys, or one title's AggregateRating; then votes.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import NotificationKind, User
from accounts.notifications import notify
from films.models import Title
from reviews.models import ActionKind, Ground, HelpfulVote, ModerationAction, Rating, Review, SetAsideVote
from reviews.permissions import can_freeze, can_moderate, can_sanction
from reviews.rank import outranks
from reviews.ratings import put_rating_back, unrate
from reviews.unusual_voting import NEW
from reviews.votes import put_helpful_vote_back, withdraw_helpful_vote


class NothingToSetAside(Exception):  # noqa: N818  a state of affairs
    """There is no such vote, or no longer."""


def set_votes_aside(
    moderator: User, voters: Collection[int], authors: Collection[int], reason: str
) -> ModerationAction:
    """Take the helpful votes of these members on these authors' reviews out of every count."""
    concerned = User.objects.filter(pk__in={*voters, *authors})
    if not can_moderate(moderator) or not all(can_sanction(moderator, each) for each in concerned):
        raise PermissionDenied
    votes = HelpfulVote.objects.filter(member__in=voters, author__in=authors)
    with transaction.atomic():
        _lock_reviews(votes.values("review"))
        found = list(votes.select_related("review", "member").order_by("review", "pk"))
        action = _write_down(moderator, ActionKind.SET_ASIDE, reason, len(found))
        SetAsideVote.objects.bulk_create(
            SetAsideVote(
                action=action,
                member=vote.member,
                review=vote.review,
                value=int(vote.is_helpful),
                revision=vote.revision,
                created_at=vote.created_at,
            )
            for vote in found
        )
        for vote in found:
            withdraw_helpful_vote(vote.member, vote.review)
        _tell(action, {vote.member for vote in found})
    return action


def newcomers_ratings(title: Title, since: datetime) -> QuerySet[Rating]:
    """Ratings given since then by members who had joined within NEW before."""
    given = Rating.objects.filter(title=title, created_at__gte=since)
    return given.filter(created_at__lt=F("member__date_joined") + NEW)


def set_ratings_aside(moderator: User, title: Title, since: datetime, reason: str) -> ModerationAction:
    """Take `newcomers_ratings` out of every count, but the moderator's own and those of who has more rights."""
    if not can_freeze(moderator):
        raise PermissionDenied
    with transaction.atomic():
        given = newcomers_ratings(title, since).exclude(member=moderator).select_related("member")
        found = [rating for rating in given if not outranks(rating.member, moderator)]
        action = _write_down(moderator, ActionKind.SET_ASIDE, reason, len(found), title)
        SetAsideVote.objects.bulk_create(
            SetAsideVote(
                action=action, member=each.member, title=title, value=each.value, created_at=each.created_at
            )
            for each in found
        )
        for rating in found:
            unrate(rating.member, title)
        _tell(action, {rating.member for rating in found})
    return action


def put_back(moderator: User, action: ModerationAction, reason: str) -> ModerationAction:
    """Count again what `action` set aside, each vote as it was cast."""
    may = can_freeze if action.title_id else can_moderate
    if not may(moderator):
        raise PermissionDenied
    rows = SetAsideVote.objects.of(action)
    with transaction.atomic():
        _lock_reviews(rows.exclude(review=None).values("review"))
        found = list(rows.select_related("member", "review", "title").order_by("review", "pk"))
        put = _write_down(moderator, ActionKind.PUT_BACK, reason, len(found), action.title)
        rows.delete()
        for row in found:
            if row.review:
                put_helpful_vote_back(row, row.review)
            elif row.title:
                put_rating_back(row, row.title)
        _tell(put, {row.member for row in found})
    return put


def _lock_reviews(keys: QuerySet) -> None:
    list(Review.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _write_down(
    moderator: User, kind: ActionKind, reason: str, count: int, title: Title | None = None
) -> ModerationAction:
    if not count:
        raise NothingToSetAside
    return ModerationAction.objects.create(
        kind=kind, ground=Ground.VOTING, reason=reason, moderator=moderator, title=title, vote_count=count
    )


WORDS: dict[str, Callable[[], str]] = {
    ActionKind.SET_ASIDE: lambda: _(
        "The staff no longer count some of your votes. The moderation log says why."
    ),
    ActionKind.PUT_BACK: lambda: _("The staff count your votes again that they had set aside."),
}


def _tell(action: ModerationAction, members: set[User]) -> None:
    text, url = WORDS[action.kind](), reverse("reviews:moderation-log")
    for member in members:
        notify(member, NotificationKind.MODERATION, text, url=url, key=f"action-{action.pk}")
