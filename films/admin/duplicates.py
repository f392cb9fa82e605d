"""Likely duplicates, the likeliest first: compared, merged, or said to be different."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from films.admin.base import ReadOnlyAdmin
from films.admin.merging import compare_url, may_merge
from films.models import CandidateStatus, DuplicateCandidate


class StatusFilter(admin.SimpleListFilter):
    """The open ones unless asked otherwise, so that the list is read from its index."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [choice for choice in CandidateStatus.choices if choice[0] != CandidateStatus.OPEN]

    def choices(self, changelist: Any) -> Any:
        chosen = super().choices(changelist)
        yield {**next(chosen), "display": CandidateStatus.OPEN.label}
        yield from chosen

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        known = self.value() if self.value() in CandidateStatus.values else CandidateStatus.OPEN
        return queryset.filter(status=known)


@admin.register(DuplicateCandidate)
class DuplicateCandidateAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "kind", "score", "why", "comparison")
    list_display_links = None
    list_filter = (StatusFilter, "kind")
    search_fields = ("first_name", "second_name")
    ordering = ("-score", "-pk")  # type: ignore[assignment]
    actions = ("dismiss",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_merge(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_merge(request)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return may_merge(request)

    @admin.display(description=_("why"))
    def why(self, candidate: DuplicateCandidate) -> str:
        return candidate.reasons_in_words

    @admin.display(description=_("compare"))
    def comparison(self, candidate: DuplicateCandidate) -> SafeString | str:
        if candidate.status == CandidateStatus.MERGED:
            return "–"
        address = compare_url(candidate.kind, candidate.first_id, candidate.second_id)
        return format_html('<a href="{}">{}</a>', address, _("Compare"))

    @admin.action(description=_("They are not the same"), permissions=["merge"])
    def dismiss(self, request: HttpRequest, candidates: QuerySet[DuplicateCandidate]) -> None:
        chosen = DuplicateCandidate.objects.filter(pk__in=list(candidates.values_list("pk", flat=True)))
        count = chosen.dismiss(request.user)
        self.message_user(request, _("Put aside: %(count)d.") % {"count": count}, messages.SUCCESS)
