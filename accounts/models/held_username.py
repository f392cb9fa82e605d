from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.look_alikes import skeleton

HELD_FOR = timedelta(days=365)


def _in_a_year() -> datetime:
    return timezone.now() + HELD_FOR


def digest_of(username: str) -> str:
    """Tells whether a name looks like this one, and not which name it was."""
    return salted_hmac("accounts.held_username", skeleton(username), algorithm="sha256").hexdigest()


class HeldUsernameQuerySet(models.QuerySet["HeldUsername"]):
    def active(self) -> Self:
        """Not yet expired."""
        return self.filter(expires_at__gt=timezone.now())

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())

    def looking_like(self, username: str) -> Self:
        return self.filter(digest=digest_of(username))

    def hold(self, username: str) -> None:
        """Keep the name from everybody for a year, without writing it down."""
        self.update_or_create(digest=digest_of(username), defaults={"expires_at": _in_a_year()})


class HeldUsername(models.Model):
    """A name that a former member had: for a year nobody can pass for them. Only a keyed digest is kept."""

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    expires_at = models.DateTimeField(_("expires at"), db_index=True)

    objects = HeldUsernameQuerySet.as_manager()

    class Meta:
        verbose_name = _("held username")
        verbose_name_plural = _("held usernames")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest
