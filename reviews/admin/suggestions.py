"""The queue of suggestions to the catalogue, and the page where one is accepted, changed or declined."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.http import MemberRequest
from films.admin.base import ReadOnlyAdmin
from films.comparing import compare
from films.contributions import CONTRIBUTIONS
from films.locking import may_change
from films.models import Suggestion, SuggestionStatus, SuggestionVerb
from films.suggesting import (
    Changed,
    Decided,
    current_row,
    current_values,
    digest_of,
    form_of,
    is_conflicting,
    is_gone,
    name_kinds,
)
from reviews.admin.reports import _key
from reviews.contributing import Refused, accept, can_decide_suggestion, can_decide_suggestions, decline
from reviews.contributing_forms import AcceptForm, DeclineForm
from reviews.standing import standing_of


class StatusFilter(admin.SimpleListFilter):
    """Open ones unless others are asked for: this is a queue."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(each.value, each.label) for each in SuggestionStatus if each != SuggestionStatus.OPEN]

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            is_first = choice["query_string"] == changelist.get_query_string(remove=[self.parameter_name])
            yield choice | ({"display": SuggestionStatus.OPEN.label} if is_first else {})

    def queryset(self, request: HttpRequest, queryset: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
        return queryset.filter(status=self.value() or SuggestionStatus.OPEN)


class KindFilter(admin.SimpleListFilter):
    """All kinds that there are, without asking which of them have been suggested."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list({each.word: capfirst(each.name) for each in CONTRIBUTIONS}.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    list_display = ("label", "kind", "verb", "author", "created_at")
    list_filter = (StatusFilter, "verb", KindFilter, "created_at")
    search_fields = ("label", "author__username", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Suggestion]:
        return Suggestion.objects.with_records()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """The oldest first: this is a queue."""
        return ("created_at", "pk")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return can_decide_suggestions(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Suggestion | None = None) -> bool:
        return can_decide_suggestions(request.user)

    def change_view(
        self,
        request: MemberRequest,  # type: ignore[override]
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """When proposed, proposed and now side by side, and below them the decision."""
        if not can_decide_suggestions(request.user):
            raise PermissionDenied
        suggestion = get_object_or_404(self.get_queryset(request), pk=_key(object_id))
        if request.method == "POST" and not can_decide_suggestion(request.user, suggestion):
            raise PermissionDenied
        declining = DeclineForm(request.POST if request.POST.get("action") == "decline" else None)
        accepting = AcceptForm(request.POST if request.POST.get("action") == "accept" else None)
        form = None
        try:
            if declining.is_valid():
                decline(request.user, suggestion, declining.cleaned_data["reason"])
                return self._done(request, _("Declined. The author is told why."))
            if accepting.is_valid():
                accept(request.user, suggestion, data=request.POST, **accepting.cleaned_data)
                return self._done(request, _("Accepted. It stands on the page, and the author is told."))
        except Decided:
            return self._done(request, _("Somebody else has decided meanwhile."), messages.WARNING)
        except Changed:
            self.message_user(request, _("The row was changed just now. Look again."), messages.WARNING)
            return redirect(request.get_full_path())
        except Refused as refused:
            form = refused.form
        return self._page(request, suggestion, form, declining)

    def _done(self, request: HttpRequest, words: Any, level: int = messages.SUCCESS) -> HttpResponse:
        self.message_user(request, words, level)
        return redirect("admin:films_suggestion_changelist")

    def _page(
        self, request: MemberRequest, suggestion: Suggestion, form: Any, declining: DeclineForm
    ) -> HttpResponse:
        name_kinds([suggestion])
        row = current_row(suggestion)
        is_decidable = suggestion.is_open and not is_gone(suggestion, row)
        if form is None and is_decidable and suggestion.verb != SuggestionVerb.REMOVE:
            form = form_of(suggestion, row)
        seen = digest_of(current_values(suggestion, row))
        context = {
            **self.admin_site.each_context(request),
            "title": str(suggestion),
            "opts": self.opts,
            "suggestion": suggestion,
            "standing": standing_of(suggestion.author).label if suggestion.author else "",
            "agreements": suggestion.agreements.select_related("member"),
            "lines": compare(suggestion, row),
            "is_gone": is_gone(suggestion, row),
            "is_conflicting": suggestion.is_open and is_conflicting(suggestion, row),
            "is_locked": not may_change(request.user, suggestion.record),
            "is_own": suggestion.author_id == request.user.pk,
            "form": form,
            "accepting": AcceptForm(initial={"seen": seen, "is_published": True}),
            "declining": declining,
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/films/suggestion.html", context, status=status)
