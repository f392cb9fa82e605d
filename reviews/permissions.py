"""Who may do what. Each rule is asked here by the views and once more by the verbs."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from films.models import Title
from reviews.models import Review


def can_take_part(member: User | AnonymousUser) -> bool:
    """Rate, review and vote at all."""
    return member.is_authenticated and member.is_active


def can_rate(member: User | AnonymousUser, title: Title) -> bool:
    return can_take_part(member) and title.is_published


def can_review(member: User | AnonymousUser, title: Title) -> bool:
    return can_take_part(member) and title.is_published


def can_vote_on(member: User | AnonymousUser, review: Review) -> bool:
    """Say whether a review helped; never one's own."""
    return can_take_part(member) and review.is_visible and review.author_id != member.pk


def can_edit(member: User | AnonymousUser, review: Review) -> bool:
    """Change, delete or bring back a review: its author alone. Staff hide, they do not rewrite."""
    return can_take_part(member) and review.author_id == member.pk


def can_see(member: User | AnonymousUser, review: Review) -> bool:
    """Everybody sees a visible review; its author also a draft, a hidden and a deleted one."""
    return review.title.is_published and (review.is_visible or can_edit(member, review))
