from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.image_field import PictureField

from .company import Company
from .person import Person
from .title import Title

NOTE_LENGTH = 1000
COUNTED = 5000
"""How many open suggestions are counted at most, so that a long queue costs no more than this."""


class SuggestionVerb(models.TextChoices):
    ADD = "add", _("addition")
    CHANGE = "change", _("correction")
    REMOVE = "remove", _("removal")


class SuggestionStatus(models.TextChoices):
    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def open(self) -> Self:
        return self.filter(status=SuggestionStatus.OPEN)

    def accepted(self) -> Self:
        return self.filter(status=SuggestionStatus.ACCEPTED)

    def by_author(self, member: Any) -> Self:
        return self.filter(author=member)

    def about(self, record: models.Model) -> Self:
        """Those of a title, a person or a company."""
        return self.filter(**{str(record._meta.model_name): record})

    def of_rows(self) -> Self:
        """Neither new records nor pictures: what others than staff can judge."""
        return self.exclude(kind="record", verb=SuggestionVerb.ADD).exclude(kind="image")

    def in_public(self) -> Self:
        """Without those of titles that have been taken off the site."""
        return self.filter(Q(title=None) | Q(title__is_published=True))

    def with_records(self) -> Self:
        return self.select_related("author", "title", "person", "company", "decided_by")

    def oldest_first(self) -> Self:
        return self.order_by("created_at", "pk")

    def place_of(self, suggestion: "Suggestion") -> int:
        """Its place among the open ones, from 1; beyond COUNTED, COUNTED + 1."""
        earlier = self.open().filter(
            Q(created_at__lt=suggestion.created_at)
            | Q(created_at=suggestion.created_at, pk__lt=suggestion.pk)
        )
        return earlier.oldest_first()[:COUNTED].count() + 1

    def middle_of_queue(self) -> "tuple[int, Any]":
        """(how many are open, when the middle one of them was made, None when there is none)."""
        queue = self.open().oldest_first().values_list("created_at", flat=True)
        count = queue[:COUNTED].count()
        return count, queue[(count - 1) // 2] if count else None


class Suggestion(models.Model):
    """A member's proposal to add, correct or remove a row of the catalogue; the queue the staff work through.

    `kind` names the kind of row (films.contributions); a suggestion of kind “record” is about the title, the
    person or the company itself, and has none of them while it proposes a new one. `values` is what the row
    should hold and `before` what it held when this was proposed, both as JSON of the form's fields.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("suggested by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="suggestions",
        db_index=False,
    )
    verb = models.CharField(_("what"), max_length=6, choices=SuggestionVerb)
    owner = models.CharField(_("of"), max_length=7)
    kind = models.CharField(_("kind"), max_length=24)
    title = models.ForeignKey(
        Title, verbose_name=_("title"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    company = models.ForeignKey(
        Company, verbose_name=_("company"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    row_id = models.PositiveBigIntegerField(_("row"), default=0)
    label = models.CharField(_("record"), max_length=310, help_text=_("What it was called then."))
    values = models.JSONField(_("proposed"), default=dict)
    before = models.JSONField(_("when proposed"), default=dict)
    picture = PictureField(
        _("picture"),
        upload_to="images/suggested/%Y/%m/",
        max_length=200,
        blank=True,
        width_field="width",
        height_field="height",
        help_text=_("Offered, and shown to nobody else until it is accepted."),
    )
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    note = models.TextField(_("note"), max_length=NOTE_LENGTH, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    status = models.CharField(
        _("status"), max_length=9, choices=SuggestionStatus, default=SuggestionStatus.OPEN
    )
    created_at = models.DateTimeField(_("suggested"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    was_changed = models.BooleanField(_("accepted with changes"), default=False)
    reason = models.TextField(_("reason"), max_length=NOTE_LENGTH, blank=True)

    objects = SuggestionQuerySet.as_manager()

    kind_name = ""
    """The kind in the reader's language, once films.suggesting.name_kinds has looked it up."""

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        default_permissions = ("view",)
        permissions = [("decide_suggestion", _("Can decide on suggestions"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(title__isnull=True, person__isnull=True)
                | Q(title__isnull=True, company__isnull=True)
                | Q(person__isnull=True, company__isnull=True),
                name="a_suggestion_is_about_one_record",
            ),
            models.CheckConstraint(
                condition=Q(status=SuggestionStatus.OPEN, decided_at__isnull=True)
                | ~Q(status=SuggestionStatus.OPEN) & Q(decided_at__isnull=False),
                name="a_suggestion_is_open_until_it_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(decided_by__isnull=True) | ~Q(author=F("decided_by")),
                name="nobody_decides_on_their_own_suggestion",
            ),
            models.UniqueConstraint(
                fields=["author", "digest"],
                condition=Q(status=SuggestionStatus.OPEN),
                name="one_open_suggestion_alike_per_member",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at", "id"],
                name="suggestion_queue",
                condition=Q(status=SuggestionStatus.OPEN),
            ),
            models.Index(fields=["author", "-id"], name="suggestion_by_author"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.kind_name or self.kind}, {self.get_verb_display()}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:suggestion", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == SuggestionStatus.OPEN

    @property
    def record(self) -> Title | Person | Company | None:
        """What it is about; None for a new record, and when the record is gone."""
        return self.title or self.person or self.company

    @property
    def is_off_the_site(self) -> bool:
        """About a title that the public does not see now: its name is told to staff alone.

        Who proposed a new title knows what it is called.
        """
        return self.title is not None and not self.title.is_published and not self.is_new_record

    @property
    def is_new_record(self) -> bool:
        return self.kind == "record" and self.verb == SuggestionVerb.ADD
