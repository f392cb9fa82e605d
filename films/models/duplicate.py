"""Records that may be the same thing, found by films.duplicates; staff merge them or say that they are not."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .merge import RecordKind


class CandidateStatus(models.TextChoices):
    OPEN = "open", _("open")
    DISMISSED = "dismissed", _("not the same")
    MERGED = "merged", _("merged")


class Likeness(models.TextChoices):
    """Why two records may be the same."""

    SAME_NAME = "same_name", _("same name")
    NEAR_NAME = "near_name", _("nearly the same name")
    SAME_YEAR = "same_year", _("same year")
    YEAR_APART = "year_apart", _("a year apart")
    SHARED_DIRECTOR = "shared_director", _("same director")
    SHARED_TITLE = "shared_title", _("credited on the same title")
    SHARED_ID = "shared_id", _("same key elsewhere")
    SAME_BIRTH = "same_birth", _("born in the same year")


class DuplicateCandidateQuerySet(models.QuerySet["DuplicateCandidate"]):
    def open(self) -> Self:
        return self.filter(status=CandidateStatus.OPEN)

    def likeliest_first(self) -> Self:
        return self.order_by("-score", "-id")

    def of(self, kind: str, record_ids: Any) -> Self:
        return self.filter(Q(first_id__in=record_ids) | Q(second_id__in=record_ids), kind=kind)

    def dismiss(self, by: Any) -> int:
        """They are not the same, and are not proposed again."""
        return self.open().update(status=CandidateStatus.DISMISSED, decided_at=timezone.now(), decided_by=by)


class DuplicateCandidate(models.Model):
    kind = models.CharField(_("kind"), max_length=10, choices=RecordKind)
    first_id = models.PositiveBigIntegerField(_("first record"))
    second_id = models.PositiveBigIntegerField(_("second record"))
    first_name = models.CharField(_("first"), max_length=320)
    second_name = models.CharField(_("second"), max_length=320)
    reasons = models.JSONField(_("why"), default=list)
    score = models.SmallIntegerField(_("likeness"))
    status = models.CharField(
        _("status"), max_length=10, choices=CandidateStatus, default=CandidateStatus.OPEN
    )
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = DuplicateCandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["kind", "first_id", "second_id"], name="a_pair_is_proposed_once"),
            models.CheckConstraint(condition=Q(first_id__lt=F("second_id")), name="a_pair_is_in_order"),
        ]
        indexes = [
            models.Index(fields=["status", "-score", "-id"], name="candidates_by_likeness"),
            models.Index(fields=["kind", "second_id"], name="candidates_by_second"),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} / {self.second_name}"

    @property
    def reasons_in_words(self) -> str:
        return ", ".join(str(Likeness(reason).label) for reason in self.reasons)


class LikenessKey(models.Model):
    """A number that records of nearly the same name have in common; written by films.duplicates alone."""

    kind = models.CharField(_("kind"), max_length=10, choices=RecordKind)
    value = models.BigIntegerField(_("number"))
    record_id = models.PositiveBigIntegerField(_("record"))

    class Meta:
        verbose_name = _("likeness key")
        verbose_name_plural = _("likeness keys")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "value", "record_id"], name="a_record_has_a_key_once")
        ]
        indexes = [models.Index(fields=["kind", "record_id"], name="keys_of_a_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}: {self.value}"


class DuplicateScan(models.Model):
    """How far the search for duplicates has come."""

    kind = models.CharField(_("kind"), max_length=10, choices=RecordKind, primary_key=True)
    scanned_until = models.DateTimeField(_("scanned what was changed until"))
    last_id = models.PositiveBigIntegerField(_("scanned up to"), default=0)

    class Meta:
        verbose_name = _("search for duplicates")
        verbose_name_plural = _("searches for duplicates")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind}: {self.scanned_until}"
