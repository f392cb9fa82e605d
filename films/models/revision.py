"""Who changed the catalogue, when and why.

A revision is one deed; a change says what it did to one row, whose versions films.models.version keeps.
"""

from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.paging import Sort

current: ContextVar["Revision | None"] = ContextVar("current", default=None)


def current_revision() -> int | None:
    """The key of the revision that is being made, None outside of one."""
    revision = current.get()
    return revision.pk if revision else None


class RevisionKind(models.TextChoices):
    EDIT = "edit", _("edit")
    SUGGESTION = "suggestion", _("accepted suggestion")
    IMPORT = "import", _("import")
    MERGE = "merge", _("merge")
    UNMERGE = "unmerge", _("merge undone")
    REVERT = "revert", _("revert")


LATEST = Sort("latest", _("Latest"), ("made_at", "id"))


class RevisionQuerySet(models.QuerySet["Revision"]):
    def with_people(self):
        """And who made and contributed them."""
        return self.select_related("made_by", "contributor")

    def telling(self, changes: "ChangeQuerySet"):
        """Those that made any of these changes."""
        return self.filter(pk__in=changes.values("revision"))

    def by_member_since(self, member: Any, since: Any):
        """What one member did from a moment on, the latest first."""
        return self.filter(made_by=member, made_at__gte=since).order_by("-pk")


class Revision(models.Model):
    """One deed on the catalogue: all that was written at once, by whom and why."""

    Kind = RevisionKind
    is_empty = True  # while it is being made: whether nothing has changed yet

    kind = models.CharField(_("kind"), max_length=10, choices=RevisionKind.choices, default=RevisionKind.EDIT)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    is_by_site = models.BooleanField(
        _("by the site itself"), default=False, help_text=_("By a command, not by a member who left.")
    )
    contributor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("contributor"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The member whose suggestion this was."),
    )
    note = models.CharField(_("why"), max_length=500, blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    reverts = models.ForeignKey(
        "self",
        verbose_name=_("reverts"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reverted_by",
    )

    is_hidden = models.BooleanField(
        _("hidden"),
        default=False,
        db_default=False,
        help_text=_("Not told in public: what it wrote should not be read even in a history."),
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        permissions = [("revert_revision", _("Can revert revisions"))]
        indexes = [models.Index(fields=["made_by", "made_at"], name="revision_by_member")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("revision", args=[self.pk])


RECORDS = ("title", "person", "company")


class ChangeQuerySet(models.QuerySet["Change"]):
    def about(self, record: models.Model):
        """Those told on the page of this title, person or company."""
        return self.filter(**{f"{record._meta.model_name}_id": record.pk})

    def of_row(self, row: models.Model):
        """Those of one row; of a title, person or company also all that is told on its page."""
        own = models.Q(model=row._meta.model_name, row_id=row.pk)
        if row._meta.model_name in RECORDS:
            own |= models.Q(**{f"{row._meta.model_name}_id": row.pk})
        return self.filter(own)

    def public(self):
        """Without hidden revisions, and what concerns drafts and titles that are gone."""
        titles = apps.get_model("films", "Title")._default_manager.filter(is_published=True)
        return self.filter(revision__is_hidden=False).filter(
            models.Q(title_id=None) | models.Exists(titles.filter(pk=models.OuterRef("title_id")))
        )

    def first_of_each_revision(self, limit: int):
        """Of every revision as many as `limit`, with `total`: how many it has of these."""
        return (
            self.annotate(
                place=Window(RowNumber(), partition_by="revision", order_by="pk"),
                total=Window(Count("pk"), partition_by="revision"),
            )
            .filter(place__lte=limit)
            .order_by("pk")
        )


class Change(models.Model):
    """What a revision did to one row: its versions before and after, and whose pages tell of it."""

    revision = models.ForeignKey(Revision, verbose_name=_("revision"), on_delete=models.CASCADE)
    model = models.CharField(_("table"), max_length=40)
    row_id = models.BigIntegerField(_("row"))
    before_id = models.BigIntegerField(_("version before"), null=True)
    after_id = models.BigIntegerField(_("version after"), null=True)
    # Records that are gone still have a history: nothing keeps these keys in the database from pointing nowhere.
    title_id = models.BigIntegerField(_("title"), null=True)
    person_id = models.BigIntegerField(_("person"), null=True)
    company_id = models.BigIntegerField(_("company"), null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(before_id__isnull=False) | models.Q(after_id__isnull=False),
                name="a_change_has_a_version",
            )
        ]
        indexes = [
            *(
                models.Index(
                    fields=[f"{record}_id", "revision"],
                    name=f"change_by_{record}",
                    condition=models.Q(**{f"{record}_id__isnull": False}),
                )
                for record in RECORDS
            ),
            models.Index(fields=["model", "row_id"], name="change_by_row"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id}"
