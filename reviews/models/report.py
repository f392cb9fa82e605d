from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.models import FaqEntry, Title

from .moderation_action import Ground, ModerationAction
from .review import Review
from .standing import Standing

NOTE_LENGTH, QUOTE_LENGTH = 1000, 300

A_REVIEW = Q(review__isnull=False, faq_entry__isnull=True, title__isnull=True)
A_FAQ_ENTRY = Q(review__isnull=True, faq_entry__isnull=False, title__isnull=True)
A_ROW = Q(review__isnull=True, faq_entry__isnull=True, title__isnull=False) & ~Q(section="")


class ReportStatus(models.TextChoices):
    OPEN = "open", _("open")
    UPHELD = "upheld", _("upheld")
    DISMISSED = "dismissed", _("dismissed")


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(status=ReportStatus.OPEN)

    def about(self, review: Review) -> Self:
        return self.filter(review=review)

    def by(self, member) -> Self:
        return self.filter(reporter=member)

    def unmarked_spoilers(self) -> Self:
        """By members whose word counts: not new ones, and not the site itself."""
        heard = (Standing.REGULAR, Standing.TRUSTED)
        return self.filter(reason=Ground.SPOILER, standing__in=heard, reporter__isnull=False)

    def spoilers_dismissed_since(self, moment) -> bool:
        dismissed = self.filter(reason=Ground.SPOILER, status=ReportStatus.DISMISSED)
        return dismissed.filter(resolved_at__gte=moment).exists()

    def beside(self, report: "Report") -> Self:
        """Other reports of the same thing, the latest first."""
        same: dict[str, Any] = {"review": report.review, "faq_entry": report.faq_entry, "title": report.title}
        same |= {"section": report.section, "row_id": report.row_id}
        return self.filter(**same).exclude(pk=report.pk).order_by("-created_at", "-id")

    def with_targets(self) -> Self:
        return self.select_related("reporter", "review__author", "review__title", "faq_entry__title", "title")

    def resolve(self, action: ModerationAction, *, is_upheld: bool) -> int:
        """Close them all with this decision; how many there were."""
        status = ReportStatus.UPHELD if is_upheld else ReportStatus.DISMISSED
        return self.open().update(status=status, action=action, resolved_at=timezone.now())


class Report(models.Model):
    """A member says that something is not as it should be; or the site does, of a review it holds back.

    What is reported is a review, an FAQ entry, or a row of the catalogue: a title, the name of one of its
    sections and the id of the row there (0 for the section as a whole). `report()` looks the row up among
    the title's own, and what it said is kept in `quote`, which still reads when the row is gone.
    """

    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reported by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    standing = models.CharField(_("standing"), max_length=10, choices=Standing, default=Standing.NEW)
    review = models.ForeignKey(
        Review,
        verbose_name=_("review"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reports",
    )
    faq_entry = models.ForeignKey(
        FaqEntry,
        verbose_name=_("FAQ entry"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    title = models.ForeignKey(
        Title, verbose_name=_("title"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    section = models.CharField(_("section"), max_length=40, blank=True)
    row_id = models.PositiveBigIntegerField(_("row"), default=0)
    quote = models.CharField(_("what it said"), max_length=QUOTE_LENGTH, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Ground)
    note = models.TextField(_("note"), max_length=NOTE_LENGTH, blank=True)
    is_automatic = models.BooleanField(_("by the site itself"), default=False)
    status = models.CharField(_("status"), max_length=10, choices=ReportStatus, default=ReportStatus.OPEN)
    created_at = models.DateTimeField(_("reported"), default=timezone.now)
    resolved_at = models.DateTimeField(_("decided"), null=True, blank=True)
    action = models.ForeignKey(
        ModerationAction,
        verbose_name=_("decision"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=A_REVIEW | A_FAQ_ENTRY | A_ROW, name="a_report_is_about_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(status=ReportStatus.OPEN, resolved_at__isnull=True)
                | ~Q(status=ReportStatus.OPEN) & Q(resolved_at__isnull=False),
                name="a_report_is_open_until_it_is_decided",
            ),
            *(
                models.UniqueConstraint(
                    fields=fields,
                    condition=Q(status=ReportStatus.OPEN) & condition,
                    name=name,
                    violation_error_message=_("You have reported this already."),
                )
                for fields, condition, name in (
                    (["reporter", "review"], A_REVIEW, "one_open_report_per_member_and_review"),
                    (["reporter", "faq_entry"], A_FAQ_ENTRY, "one_open_report_per_member_and_faq_entry"),
                    (["reporter", "title", "section", "row_id"], A_ROW, "one_open_report_per_member_and_row"),
                    (
                        ["review", "reason"],
                        A_REVIEW & Q(is_automatic=True),
                        "the_site_reports_a_review_once",
                    ),
                )
            ),
        ]
        indexes = [
            models.Index(
                fields=["-created_at", "-id"], name="report_queue", condition=Q(status=ReportStatus.OPEN)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.target_text}"

    @property
    def target(self) -> Review | FaqEntry | Title | None:
        return self.review or self.faq_entry or self.title

    @property
    def target_title(self) -> Title | None:
        """The title that it concerns, whatever is reported."""
        target = self.review or self.faq_entry
        return target.title if target else self.title

    @property
    def target_text(self) -> str:
        if self.review_id:
            return str(self.review)
        return self.quote or str(self.faq_entry or self.section)
