"""Who may do what. Each rule is asked here by the views and once more by the verbs."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.suspension import Suspended
from films.models import Title
from reviews.models import ABOUT_THE_AUTHOR, ActionKind, Appeal, ModerationAction, Review
from reviews.rank import outranks


class VoteSetAside(PermissionDenied):
    """Refused because staff set this very vote aside."""


def can_write(member: User | AnonymousUser) -> bool:
    """Rate, review, vote and report at all. A suspended member reads and exports."""
    return member.is_authenticated and member.is_active and not member.is_suspended


def require_can_write(member: User | AnonymousUser) -> None:
    """PermissionDenied; Suspended where that is why."""
    if member.is_authenticated and member.is_suspended:
        raise Suspended
    if not can_write(member):
        raise PermissionDenied


def can_rate(member: User | AnonymousUser, title: Title) -> bool:
    return can_write(member) and title.is_published


def can_review(member: User | AnonymousUser, title: Title) -> bool:
    return can_write(member) and title.is_published


def can_vote_on(member: User | AnonymousUser, review: Review) -> bool:
    """Say whether a review helped; never one's own."""
    return can_write(member) and review.is_visible and review.author_id != member.pk


def can_report(member: User | AnonymousUser, review: Review) -> bool:
    """Never one's own: its author can delete it."""
    return can_vote_on(member, review) and review.title.is_published


def can_edit(member: User | AnonymousUser, review: Review) -> bool:
    """Change, delete or bring back a review: its author alone. Staff hide, they do not rewrite."""
    return can_write(member) and review.author_id == member.pk


def can_see(member: User | AnonymousUser, review: Review) -> bool:
    """Everybody sees a visible review; its author also a draft, a hidden and a deleted one."""
    is_author = member.is_authenticated and review.author_id == member.pk
    return review.title.is_published and (review.is_visible or is_author)


def can_moderate(member: User | AnonymousUser) -> bool:
    """Decide on reports. A suspended or departed member of staff does not."""
    return can_write(member) and member.is_staff and member.has_perm("reviews.moderate")


def can_moderate_review(member: User | AnonymousUser, review: Review) -> bool:
    """Nobody decides about what they wrote themselves."""
    return can_moderate(member) and review.author_id != member.pk


def can_sanction(member: User | AnonymousUser, other: User) -> bool:
    """Decide about a person rather than a text: never oneself, nor somebody with more rights."""
    return can_moderate(member) and member.pk != other.pk and not outranks(other, member)


def can_decide(member: User | AnonymousUser, review: Review, kind: ActionKind) -> bool:
    """Take this decision about a review, or about its author."""
    if kind in ABOUT_THE_AUTHOR:
        return can_sanction(member, review.author)
    return can_moderate_review(member, review)


def decides_appeals(member: User | AnonymousUser) -> bool:
    return can_write(member) and member.is_staff and member.has_perm("reviews.decide_appeal")


def can_decide_appeal(member: User | AnonymousUser, appeal: Appeal) -> bool:
    """Somebody else than who took the decision, and than who appeals; about a person nobody of fewer rights."""
    return (
        decides_appeals(member)
        and member.pk not in (appeal.first_moderator_id, appeal.member_id)
        and not (appeal.action.kind in ABOUT_THE_AUTHOR and outranks(appeal.member, member))
    )


def can_freeze(member: User | AnonymousUser) -> bool:
    return can_write(member) and member.is_staff and member.has_perm("reviews.freeze_score")


def can_read_decision(member: User | AnonymousUser, action: ModerationAction) -> bool:
    """Whom it concerns, and those who decide such things."""
    return member.is_authenticated and (action.member_id == member.pk or can_moderate(member))


def can_appeal(member: User | AnonymousUser, action: ModerationAction) -> bool:
    """Whom a decision is against, suspended or not."""
    return (
        member.is_authenticated
        and member.is_active
        and action.member_id == member.pk
        and action.can_be_appealed
    )
