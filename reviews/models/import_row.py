from typing import Self

from django.db import models
from django.db.models import Count, Min, Q
from django.utils.translation import gettext_lazy as _

from films.models import Title

from .data_import import DataImport


class ImportKind(models.TextChoices):
    """What a row says. Each has a module of verbs in reviews/importers/kinds/."""

    RATING = "rating", _("ratings")
    REVIEW = "review", _("reviews")
    VIEWING = "viewing", _("viewings")
    WATCHLIST = "watchlist", _("watchlist")
    LIST_ENTRY = "list_entry", _("lists")
    HELPFUL_VOTE = "helpful_vote", _("helpful votes")
    INTEREST_VOTE = "interest_vote", _("votes on trivia and goofs")
    LIST = "list", _("lists without a title")
    FOLLOW = "follow", _("titles and people followed")
    SEARCH = "search", _("saved searches")
    PROFILE = "profile", _("your profile")


class RowState(models.TextChoices):
    """What the preview says of a row."""

    MATCHED = "matched", _("to be added")
    AMBIGUOUS = "ambiguous", _("yours to choose")
    UNKNOWN = "unknown", _("not in the catalogue")
    PRESENT = "present", _("you have it already")
    UNREADABLE = "unreadable", _("unreadable")


class RowOutcome(models.TextChoices):
    WRITTEN = "written", _("added")
    DRAFTED = "drafted", _("kept as a draft")
    LEFT = "left", _("left as it was")
    FAILED = "failed", _("could not be added")
    TAKEN_BACK = "taken_back", _("taken back")
    KEPT = "kept", _("changed by you since, so kept")


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def in_order(self) -> Self:
        return self.order_by("number")

    def pending(self) -> Self:
        """Still to be written, or left: nothing has become of them yet."""
        return self.filter(outcome="", state__in=[RowState.MATCHED, RowState.PRESENT])

    def written(self) -> Self:
        """What stands on the site because of them."""
        return self.filter(outcome__in=[RowOutcome.WRITTEN, RowOutcome.DRAFTED])

    def narrowed(self, *, fate: str = "", kind: str = "") -> Self:
        """Those of a kind, that have this outcome, or none and were found so; titles fetched along."""
        rows = self.filter(kind=kind) if kind else self
        if fate in RowOutcome.values:
            rows = rows.filter(outcome=fate)
        elif fate in RowState.values:
            rows = rows.filter(state=fate, outcome="")
        return rows.select_related("title")

    def failed(self) -> Self:
        """What did not find its way in, for the member to look into."""
        lost = [RowState.AMBIGUOUS, RowState.UNKNOWN, RowState.UNREADABLE]
        return self.filter(Q(state__in=lost) | Q(outcome=RowOutcome.FAILED))

    def ambiguous_once(self, length: int) -> "list[ImportRow]":
        """The first row of each title that may be one of several, at most so many."""
        firsts = self.filter(state=RowState.AMBIGUOUS).values("clue").annotate(first=Min("number"))
        numbers = list(firsts.order_by("first").values_list("first", flat=True)[:length])
        return list(self.filter(number__in=numbers).in_order())

    def counted(self) -> list[tuple[str, str, str, str, int]]:
        """(part, kind, state, outcome, how many), in the order of the file."""
        rows = self.values_list("part", "kind", "state", "outcome").annotate(count=Count("id"))
        return list(rows.order_by("part", "kind", "state", "outcome"))


class ImportRow(models.Model):
    """One thing that a row of the file says, and what becomes of it."""

    data_import = models.ForeignKey(
        DataImport, verbose_name=_("import"), on_delete=models.CASCADE, related_name="rows", db_index=False
    )
    number = models.PositiveIntegerField(_("place among all rows"))
    part = models.CharField(_("file"), max_length=200)
    line = models.PositiveIntegerField(_("row"))
    kind = models.CharField(_("kind"), max_length=16, choices=ImportKind, blank=True)
    name = models.CharField(_("title as written there"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    clue = models.CharField(
        _("key of what names the title"),
        max_length=32,
        blank=True,
        help_text=_("Rows with the same key are about the same title."),
    )
    content = models.JSONField(_("what it says"), default=dict, blank=True)
    state = models.CharField(_("found"), max_length=12, choices=RowState)
    is_different = models.BooleanField(_("the member has something else"), default=False)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    title = models.ForeignKey(
        Title, verbose_name=_("title"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    candidates = models.JSONField(_("titles it may be"), default=list, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=RowOutcome, blank=True)
    written = models.JSONField(_("what was written, to take it back"), default=dict, blank=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [
            models.UniqueConstraint(
                fields=["data_import", "number"], name="a_row_of_an_import_has_its_place"
            ),
            models.CheckConstraint(
                condition=~Q(state=RowState.UNREADABLE) | ~Q(reason=""), name="an_unreadable_row_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["data_import", "state", "number"], name="import_rows_by_state"),
            models.Index(fields=["data_import", "clue"], name="import_rows_by_clue"),
        ]

    def __str__(self) -> str:
        return f"{self.part}:{self.line}"

    @property
    def is_about_a_title(self) -> bool:
        """Unlike a search, say, or somebody who is followed."""
        return bool(self.clue)
