from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.look_alikes import skeleton
from accounts.models.user import SkeletonField

KEPT_FOR = timedelta(days=90)


def _in_ninety_days() -> datetime:
    return timezone.now() + KEPT_FOR


class UsernameRedirectQuerySet(models.QuerySet["UsernameRedirect"]):
    def active(self) -> Self:
        """Not yet expired."""
        return self.filter(expires_at__gt=timezone.now())

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())

    def from_name(self, username: str) -> Self:
        """Leading away from this name, in capitals or not."""
        if "\x00" in username:
            return self.none()
        return self.filter(username__iexact=username)

    def looking_like(self, username: str) -> Self:
        return self.filter(username_skeleton=skeleton(username))


class UsernameRedirect(models.Model):
    """A member's former username. For 90 days it leads to the new one, and nobody else may take it."""

    username = models.CharField(_("former username"), max_length=40)
    username_skeleton = SkeletonField(max_length=160, editable=False, db_index=True)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="username_redirects",
        verbose_name=_("member"),
    )
    expires_at = models.DateTimeField(_("expires at"), default=_in_ninety_days)

    objects = UsernameRedirectQuerySet.as_manager()

    class Meta:
        verbose_name = _("username redirect")
        verbose_name_plural = _("username redirects")
        constraints = [
            models.UniqueConstraint(Lower("username"), name="one_redirect_per_former_username"),
        ]

    def __str__(self) -> str:
        return self.username
