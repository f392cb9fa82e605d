"""Asking for one's account to be deleted, and thinking better of it while there is time.

What is then deleted, and how, only reviews.departure knows.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.mail import send_letter
from accounts.models import HeldUsername, User

# What is left in the row of a former member, beside its number and when they left.
NOBODY: dict[str, Any] = {
    **dict.fromkeys(("display_name", "email", "bio", "avatar_key"), ""),
    **dict.fromkeys(("has_public_ratings", "has_public_watchlist", "has_public_diary"), False),
    **dict.fromkeys(("is_active", "is_staff", "is_superuser", "leaves_reviews"), False),
    **dict.fromkeys(("last_login", "suspended_until", "leaves_at"), None),
}


def plan_departure(member: User, *, leaves_reviews: bool) -> None:
    """Delete the account after the days to think again; tell the member by e-mail.

    Asked again, nothing changes. PermissionDenied for the last administrator.
    """
    if is_last_administrator(member):
        raise PermissionDenied
    with transaction.atomic():
        locked = User.objects.select_for_update(no_key=True).get(pk=member.pk)
        if locked.leaves_at is None:
            leaves_at = timezone.now() + timedelta(days=settings.ACCOUNT_DELETION_DAYS)
            locked.leaves_at, locked.leaves_reviews = leaves_at, leaves_reviews
            locked.save(update_fields=["leaves_at", "leaves_reviews"])
            _tell_of_plan(locked, leaves_at)
    member.leaves_at, member.leaves_reviews = locked.leaves_at, locked.leaves_reviews


def stay(member: User) -> None:
    """Take it back. Nothing happens when nothing was asked, or when the deletion has begun."""
    User.objects.active().filter(pk=member.pk).update(leaves_at=None, leaves_reviews=False)
    member.leaves_at, member.leaves_reviews = None, False


def is_last_administrator(member: User) -> bool:
    """Whether nobody else could look after the site."""
    others = User.objects.active().filter(is_superuser=True, leaves_at=None).exclude(pk=member.pk)
    return member.is_superuser and not others.exists()


def _tell_of_plan(member: User, leaves_at: datetime) -> None:
    context = {
        "name": member.name,
        "date": date_format(timezone.localtime(leaves_at), "j F Y"),
        "leaves_reviews": member.leaves_reviews,
        "url": settings.SITE_URL + reverse("accounts:deletion"),
    }
    send_letter(
        member.verified_email(), _("Your account will be deleted"), "emails/deletion_planned.txt", context
    )


def tell_of_departure(address: str, name: str, *, left_reviews: bool) -> None:
    """The last letter."""
    context = {"name": name, "leaves_reviews": left_reviews}
    send_letter(address, _("Your account is deleted"), "emails/deletion_done.txt", context)


def hold_names(member: User) -> None:
    """For a year nobody can pass for the member, by their name or a former one."""
    for username in (member.username, *member.username_redirects.values_list("username", flat=True)):
        HeldUsername.objects.hold(username)


def anonymise(member: User) -> None:
    """Empty the member's row of all that says who it was."""
    for field, value in NOBODY.items():
        setattr(member, field, value)
    member.username = f"~{member.pk}"  # a sign that no username may hold
    member.departed_at = member.date_joined = timezone.now()
    member.set_unusable_password()
    member.save()
