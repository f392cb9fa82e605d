"""Records that turned out to be the same thing: what was merged, where it went, and all that undoing it takes."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .revision import Revision

NOTE_LENGTH = 500


class RecordKind(models.TextChoices):
    TITLE = "title", _("title")
    PERSON = "person", _("person")
    COMPANY = "company", _("company")


class MergeQuerySet(models.QuerySet["Merge"]):
    def standing(self) -> Self:
        """Those that were not undone."""
        return self.filter(undone_at=None)

    def touching(self, kind: str, record_id: int) -> Self:
        return self.filter(Q(kept_id=record_id) | Q(lost_id=record_id), kind=kind)


class Merge(models.Model):
    """One record taken up into another. The row stays when it is undone."""

    kind = models.CharField(_("kind"), max_length=10, choices=RecordKind)
    kept_id = models.PositiveBigIntegerField(_("record that stays"))
    lost_id = models.PositiveBigIntegerField(_("record that goes"))
    kept_name = models.CharField(_("stays"), max_length=320)
    lost_name = models.CharField(_("goes"), max_length=320)
    note = models.CharField(_("why"), max_length=NOTE_LENGTH, blank=True)
    made_at = models.DateTimeField(_("merged"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("merged by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    revision = models.ForeignKey(
        Revision,
        verbose_name=_("revision"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    report = models.JSONField(_("what happened"), default=list, editable=False)
    left_over = models.JSONField(_("what undoing could not restore"), default=list, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        default_permissions = ("view",)
        permissions = [("merge_records", _("Can merge duplicate records, and undo it"))]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept_id=F("lost_id")),
                name="a_record_is_not_merged_into_itself",
                violation_error_message=_("Choose two different records."),
            ),
            models.UniqueConstraint(
                fields=["kind", "lost_id"],
                condition=Q(undone_at=None),
                name="a_record_is_merged_once",
                violation_error_message=_("This record has been merged already."),
            ),
        ]
        indexes = [models.Index(fields=["kind", "kept_id"], name="merge_by_kept")]

    def __str__(self) -> str:
        return f"{self.lost_name} → {self.kept_name}"


class MergedRecordQuerySet(models.QuerySet["MergedRecord"]):
    def now(self, kind: str, old_id: int) -> int | None:
        """The id of the record that an old one went into."""
        return self.filter(kind=kind, old_id=old_id).values_list("new_id", flat=True).first()


class MergedRecord(models.Model):
    """Where the addresses of a record that is gone lead to; always straight to one that is there."""

    kind = models.CharField(_("kind"), max_length=10, choices=RecordKind)
    old_id = models.PositiveBigIntegerField(_("record that is gone"))
    new_id = models.PositiveBigIntegerField(_("record it went into"))

    objects = MergedRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("merged record")
        verbose_name_plural = _("merged records")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "old_id"], name="an_old_record_leads_to_one"),
            models.CheckConstraint(condition=~Q(old_id=F("new_id")), name="a_record_leads_elsewhere"),
        ]
        indexes = [models.Index(fields=["kind", "new_id"], name="mergedrecord_by_new")]

    def __str__(self) -> str:
        return f"{self.kind} {self.old_id} → {self.new_id}"


class Deed(models.TextChoices):
    MOVED = "moved", _("moved")
    DROPPED = "dropped", _("dropped")
    CHANGED = "changed", _("changed")
    MADE = "made", _("made")


class MergedRow(models.Model):
    """One step of a merge, with what undoing it takes. Undoing goes through the steps backwards."""

    merge = models.ForeignKey(Merge, verbose_name=_("merge"), on_delete=models.CASCADE, db_index=False)
    step = models.PositiveIntegerField(_("step"))
    deed = models.CharField(_("deed"), max_length=8, choices=Deed)
    model = models.CharField(_("model"), max_length=80)
    field = models.CharField(_("field"), max_length=80, blank=True)
    content = models.JSONField(_("content"))
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Whose row it was: what a member said goes with their account, from here too."),
    )

    class Meta:
        verbose_name = _("row of a merge")
        verbose_name_plural = _("rows of merges")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["merge", "step"], name="a_merge_has_each_step_once")]

    def __str__(self) -> str:
        return f"{self.merge_id}.{self.step} {self.deed} {self.model}"
