"""Who has more rights than whom: members, staff, administrators, superusers. Nobody sanctions upwards."""

from enum import IntEnum

from django.contrib.auth.models import AnonymousUser

from accounts.models import User

SETS_THE_RULES = "reviews.change_communityrules"
"""What tells administrators from the staff who apply their rules."""


class Rank(IntEnum):
    MEMBER = 0
    STAFF = 1
    ADMINISTRATOR = 2
    SUPERUSER = 3


def rank_of(member: User | AnonymousUser) -> Rank:
    """No query but for staff."""
    if member.is_superuser:
        return Rank.SUPERUSER
    if not member.is_staff:
        return Rank.MEMBER
    return Rank.ADMINISTRATOR if member.has_perm(SETS_THE_RULES) else Rank.STAFF


def outranks(member: User | AnonymousUser, other: User | AnonymousUser) -> bool:
    """Whether `member` has more rights than `other`."""
    return rank_of(member) > rank_of(other)
