import secrets
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User

KEPT_DAYS = 7
KEPT = timedelta(days=KEPT_DAYS)


def new_export_key() -> str:
    """What its file is called: nobody guesses it, though no address leads there."""
    return secrets.token_hex(16)


class DataExportQuerySet(models.QuerySet["DataExport"]):
    def of_member(self, member: User) -> Self:
        return self.filter(member=member)

    def being_made(self) -> Self:
        return self.filter(ready_at=None)

    def ready(self) -> Self:
        """Made, and not yet too old to be fetched."""
        return self.filter(ready_at__isnull=False, asked_at__gt=timezone.now() - KEPT)

    def expired(self) -> Self:
        """Too old to be fetched, or not made in all that time."""
        return self.filter(asked_at__lte=timezone.now() - KEPT)

    def newest_first(self) -> Self:
        return self.order_by("-asked_at", "-pk")


class DataExport(models.Model):
    """A zip of all that the site keeps of a member: asked for, made by the worker, fetched, deleted after a week."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(_("key"), max_length=32, unique=True, default=new_export_key, editable=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, db_index=True)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)

    objects = DataExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(ready_at__isnull=True),
                name="one_export_at_a_time_is_made_for_a_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:export", args=[self.pk])

    @property
    def path(self) -> str:
        """Of its file, among the private ones."""
        return f"exports/{self.key}.zip"

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + KEPT
