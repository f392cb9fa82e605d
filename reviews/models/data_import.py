"""What a member brings from elsewhere, from the upload to the day it can no longer be taken back.

reviews/importing.py has the verbs, reviews/importers/ the readers, docs/importing.md the whole of it.
"""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User

UNDO_DAYS = 30
"""How long an import can be taken back. Its rows are kept so long and no longer."""

UNCONFIRMED_DAYS = 14
UNDO, UNCONFIRMED = timedelta(days=UNDO_DAYS), timedelta(days=UNCONFIRMED_DAYS)
LATE = timedelta(hours=1)
LOST = timedelta(days=3)
"""By when the worker has tried again for the last time, whatever went wrong."""


class ImportStatus(models.TextChoices):
    READING = "reading", _("being read")
    REFUSED = "refused", _("could not be read")
    READY = "ready", _("waits for your word")
    WRITING = "writing", _("being written")
    DONE = "done", _("done")
    TAKING_BACK = "taking_back", _("being taken back")
    TAKEN_BACK = "taken_back", _("taken back")


WORKING = (ImportStatus.READING, ImportStatus.WRITING, ImportStatus.TAKING_BACK)
"""While the worker has it."""


class DataImportQuerySet(models.QuerySet["DataImport"]):
    def of_member(self, member: User) -> Self:
        return self.filter(member=member)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")

    def locked(self, pk: int) -> "DataImport | None":
        """The import, nobody else's to change until the transaction ends; None if it is gone."""
        return self.select_for_update(of=("self",)).select_related("member").filter(pk=pk).first()

    def outdated(self) -> Self:
        """Those whose rows have served: it is too late to take them back."""
        over = [ImportStatus.DONE, ImportStatus.TAKEN_BACK]
        return self.filter(
            status__in=over, finished_at__lt=timezone.now() - UNDO, rows__isnull=False
        ).distinct()

    def lost(self) -> Self:
        """Those that the worker has given up."""
        return self.filter(status__in=WORKING, begun_at__lt=timezone.now() - LOST)

    def stopped(self) -> Self:
        """Those that took too long, lately."""
        return self.filter(stopped_at__gt=timezone.now() - UNCONFIRMED)

    def abandoned(self) -> Self:
        """Those that were never confirmed, or could not be read."""
        waiting = [ImportStatus.READING, ImportStatus.READY, ImportStatus.REFUSED]
        return self.filter(status__in=waiting, created_at__lt=timezone.now() - UNCONFIRMED)


class DataImport(models.Model):
    """One file that a member brought, from the upload to the day it can no longer be taken back."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, db_index=False
    )
    file_name = models.CharField(_("file"), max_length=200)
    hint = models.CharField(_("what the member says it is"), max_length=16, blank=True)
    source = models.CharField(_("from"), max_length=40, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=ImportStatus, default=ImportStatus.READING)
    refusal = models.CharField(_("why it was refused or stopped"), max_length=300, blank=True)
    left_out = models.JSONField(_("files left out, and why"), default=list, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    done_count = models.PositiveIntegerField(_("rows done"), default=0)
    written_count = models.PositiveIntegerField(_("rows written"), default=0)
    replaces = models.BooleanField(_("what is in the file wins"), default=False)
    keeps_drafts = models.BooleanField(_("reviews that do not fit become drafts"), default=True)
    language = models.CharField(_("language of the reviews"), max_length=3, blank=True)
    takes_profile = models.BooleanField(
        _("name, text and picture of the profile are taken over"), default=False, db_default=False
    )
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    begun_at = models.DateTimeField(_("given to the worker"), default=timezone.now, db_default=Now())
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped before its end"), null=True, blank=True)

    objects = DataImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            models.Index(fields=["member", "-created_at", "-id"], name="imports_of_a_member"),
            models.Index(
                fields=["stopped_at"], condition=Q(stopped_at__isnull=False), name="imports_stopped"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source or self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:import", args=[self.pk])

    @property
    def is_working(self) -> bool:
        return self.status in WORKING

    @property
    def is_late(self) -> bool:
        """Whether the worker has had it for so long that something may be wrong."""
        return self.is_working and timezone.now() - self.begun_at > LATE

    @property
    def can_be_taken_back(self) -> bool:
        return (
            self.status == ImportStatus.DONE
            and self.finished_at is not None
            and timezone.now() - self.finished_at <= UNDO
        )

    @property
    def taken_back_until(self):
        return self.finished_at + UNDO if self.finished_at else None


class ImportUpload(models.Model):
    """The uploaded file itself. In the database, so that any worker can read it; gone as soon as one has."""

    data_import = models.OneToOneField(
        DataImport,
        verbose_name=_("import"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="upload",
    )
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")

    def __str__(self) -> str:
        return str(self.data_import_id)
