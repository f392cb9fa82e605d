"""Large changes of the catalogue: how far they are, what they would come to, and the word to write them."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from films.admin.base import ReadOnlyAdmin
from films.admin.revert_forms import RevertForm, UndoForm
from films.large_changes import confirm, discard, may_make, progress_key
from films.models import LargeChange, LargeDeed, LargeStatus, Revision
from films.progress import steps_done


@admin.register(LargeChange)
class LargeChangeAdmin(ReadOnlyAdmin):
    """Everybody sees their own."""

    list_display = ("__str__", "status", "row_count", "asked_at", "finished_at")
    list_filter = ("status", "deed")
    search_fields = ("name", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[LargeChange]:
        return LargeChange.objects.asked_by(request.user).select_related("asked_by").defer("content")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """By GET what it comes to so far; by POST the word to write it, or to forget it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        key = int(object_id) if object_id.isdecimal() and len(object_id) <= 18 else 0
        change = get_object_or_404(self.get_queryset(request), pk=key)
        if request.method == "POST" and not may_make(change):
            raise PermissionDenied
        if request.method == "POST" and request.POST.get("action") == "discard":
            return self._discarded(request, change)
        form = _form(change, request.POST if request.method == "POST" else None)
        if request.method == "POST" and (form is None or form.is_valid()):
            cleaned = form.cleaned_data if form else {}
            if not confirm(change, **cleaned):
                self.message_user(request, _("It is not waiting for your word any more."), messages.WARNING)
            return redirect(change)
        return self._page(request, change, form)

    def _discarded(self, request: HttpRequest, change: LargeChange) -> HttpResponse:
        if not discard(change):
            self.message_user(request, _("It is under way."), messages.WARNING)
            return redirect(change)
        self.message_user(request, _("It is forgotten."), messages.SUCCESS)
        return redirect("admin:films_largechange_changelist")

    def _page(self, request: HttpRequest, change: LargeChange, form: Any) -> HttpResponse:
        outcome = change.outcome
        revisions = Revision.objects.with_people().filter(pk__in=outcome.get("revisions", []))
        context = {
            **self.admin_site.each_context(request),
            "title": capfirst(str(change)),
            "opts": self.opts,
            "change": change,
            "done": min(steps_done(progress_key(change)), change.row_count),
            "outcome": outcome,
            "form": form,
            "may_write": change.status == LargeStatus.READY,
            "revisions": revisions.order_by("-pk"),
        }
        status = 422 if form is not None and form.is_bound and form.errors else 200
        return TemplateResponse(request, "admin/films/large_change.html", context, status=status)


def _form(change: LargeChange, data: Any) -> Any:
    """Asks why; of a spreadsheet that was asked with the file."""
    form_class = {LargeDeed.REVERT: RevertForm, LargeDeed.UNDO: UndoForm}.get(LargeDeed(change.deed))
    return form_class(data, initial={"note": change.note}) if form_class else None


def told_later(request: HttpRequest, change: LargeChange) -> HttpResponseBase:
    """To the page that tells how far it is."""
    messages.info(
        request, _("That is much at once: it is done in the background, and this page tells how far it is.")
    )
    return redirect(change)
