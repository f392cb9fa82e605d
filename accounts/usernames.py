"""Taking a username and giving one up: rules that stand on members and on their former names."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import HeldUsername, User, UsernameRedirect
from accounts.validators import validate_username


def clean_username(username: str, *, must_be_free: bool = True, member: User | None = None) -> str:
    """The name as it is stored, or ValidationError with the reason it is refused.

    must_be_free=False leaves out the question whether another member has it; member is who asks for it.
    """
    username = unicodedata.normalize("NFC", username.strip())
    validate_username(username)
    if must_be_free:
        _require_free(username, member)
    return username


def _require_free(username: str, member: User | None) -> None:
    others = User.objects.get_queryset()
    redirects = UsernameRedirect.objects.active()
    if member:
        others, redirects = others.exclude(pk=member.pk), redirects.exclude(member=member)
    if others.named(username).exists():
        raise ValidationError(_("This username is taken."), code="taken")
    held = HeldUsername.objects.active()
    if any(names.looking_like(username).exists() for names in (others, redirects, held)):
        raise ValidationError(_("This username looks too much like another member's."), code="looks_alike")


@transaction.atomic
def change_username(member: User, username: str) -> None:
    """Give the member a new name, already cleaned; the old one leads to it for 90 days."""
    former = member.username
    UsernameRedirect.objects.from_name(former).delete()
    UsernameRedirect.objects.from_name(username).delete()  # expired, or their own: coming back to it
    UsernameRedirect.objects.create(username=former, member=member)
    member.username = username
    member.save(update_fields=["username", "username_skeleton"])
