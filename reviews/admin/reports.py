"""The queue: what members reported and what the site holds back, and what has been decided."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from accounts.http import MemberRequest
from films.admin.base import ReadOnlyAdmin
from films.admin.filters import BySiteFilter
from reviews.admin.deciding import decide_together
from reviews.models import ModerationAction, Report, ReportStatus, Review
from reviews.moderation import AlreadyDecided, decide_report, kinds_for
from reviews.permissions import can_moderate, can_sanction
from reviews.report_forms import DecisionForm
from reviews.standing import standing_of

HISTORY = 10


class StatusFilter(admin.SimpleListFilter):
    """Open ones unless others are asked for: this is a queue."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(ReportStatus.UPHELD, _("upheld")), (ReportStatus.DISMISSED, _("dismissed"))]

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            is_first = choice["query_string"] == changelist.get_query_string(remove=[self.parameter_name])
            yield choice | ({"display": _("open")} if is_first else {})

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        return queryset.filter(status=self.value() or ReportStatus.OPEN)


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ("what", "reason", "of_title", "standing", "reporter", "created_at")
    list_filter = (StatusFilter, "reason", "standing", "created_at", ("is_automatic", BySiteFilter))
    search_fields = ("review__headline", "review__author__username", "quote", "note")
    actions = (decide_together,)

    @admin.display(description=_("what is reported"))
    def what(self, report: Report) -> str:
        return report.target_text

    @admin.display(description=_("title"))
    def of_title(self, report: Report) -> str:
        return str(report.target_title or "–")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return Report.objects.with_targets()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """The oldest first: this is a queue."""
        return ("created_at", "pk")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return can_moderate(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return can_moderate(request.user)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return can_moderate(request.user)

    def change_view(
        self,
        request: MemberRequest,  # type: ignore[override]
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The report and the author's history side by side, and below them the decision."""
        if not can_moderate(request.user):
            raise PermissionDenied
        report = get_object_or_404(Report.objects.with_targets(), pk=_key(object_id))
        is_open = report.status == ReportStatus.OPEN
        kinds = kinds_for(request.user, report)
        if request.method == "POST" and not kinds:
            raise PermissionDenied
        initial = {"ground": report.reason}
        form = DecisionForm(request.POST or None, kinds=kinds, initial=initial)
        if is_open and form.is_valid():
            try:
                decide_report(request.user, report, form.decision)
                self.message_user(request, _("Decided."), messages.SUCCESS)
            except AlreadyDecided:
                self.message_user(request, _("Somebody else has decided meanwhile."), messages.WARNING)
            return redirect("admin:reviews_report_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": report.target_text,
            "opts": self.opts,
            "report": report,
            "is_open": is_open,
            "is_own": not kinds,
            "is_outranked": report.review is not None
            and not can_sanction(request.user, report.review.author),
            "form": form,
            "others": Report.objects.with_targets().beside(report)[:HISTORY],
            **(_history(report.review) if report.review else {}),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/reviews/report.html", context, status=status)


def _history(review: Review) -> dict[str, Any]:
    """What is known of the author of a reported review."""
    author = review.author
    return {
        "author": author,
        "standing": standing_of(author).label,
        "reviews": Review.objects.by_author(author).with_title().newest_first()[:HISTORY],
        "actions": ModerationAction.objects.concerning(author).with_titles().newest_first()[:HISTORY],
    }


def _key(object_id: str) -> int:
    """0, which is nobody's, for what is no id."""
    return int(object_id) if object_id.isascii() and object_id.isdigit() and len(object_id) < 19 else 0


@admin.register(ModerationAction)
class ModerationActionAdmin(ReadOnlyAdmin):
    list_display = ("kind", "ground", "member", "title", "moderator", "is_automatic", "created_at")
    list_filter = ("kind", "ground", "is_automatic", "created_at")
    search_fields = ("member__username", "moderator__username", "reason")
