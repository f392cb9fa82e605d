"""A change of the catalogue that is too large to be made while somebody waits for a page."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_DAYS = 30
"""How long it is told what became of one; one that was never confirmed is kept no longer either."""

LATE = timedelta(hours=1)


class LargeDeed(models.TextChoices):
    SHEET = "sheet", _("spreadsheet")
    REVERT = "revert", _("revert")
    UNDO = "undo", _("undoing of all that one person did")


class LargeStatus(models.TextChoices):
    TRYING = "trying", _("being tried")
    REFUSED = "refused", _("cannot be written")
    READY = "ready", _("waits for your word")
    WRITING = "writing", _("being written")
    DONE = "done", _("done")


WORKING = (LargeStatus.TRYING, LargeStatus.WRITING)
"""While the worker has it."""


class LargeChangeQuerySet(models.QuerySet["LargeChange"]):
    def working(self) -> Self:
        return self.filter(status__in=WORKING)

    def asked_by(self, member: Any) -> Self:
        return self.filter(asked_by=member)

    def outdated(self) -> Self:
        return self.filter(asked_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).exclude(
            status__in=WORKING
        )


class LargeChange(models.Model):
    """Asked for, tried by the worker, confirmed by who asked, made by the worker: films/large_changes has the verbs."""

    deed = models.CharField(_("what"), max_length=6, choices=LargeDeed)
    status = models.CharField(_("status"), max_length=7, choices=LargeStatus, default=LargeStatus.TRYING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("of"), max_length=200)
    wish = models.JSONField(_("what is asked for"), default=dict)
    content = models.BinaryField(_("file"), default=bytes, blank=True)
    note = models.CharField(_("why"), max_length=500, blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    outcome = models.JSONField(_("what it came to"), default=dict, blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = LargeChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("large change")
        verbose_name_plural = _("large changes")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["asked_by", "-id"], name="large_changes_of_one")]

    def __str__(self) -> str:
        return f"{self.get_deed_display()}: {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("admin:films_largechange_change", args=[self.pk])

    @property
    def is_working(self) -> bool:
        return self.status in WORKING

    @property
    def is_late(self) -> bool:
        """Whether the worker has had it for so long that something may be wrong."""
        return self.is_working and timezone.now() - self.asked_at > LATE
