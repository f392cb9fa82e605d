"""What was changed, by whom and why: to look at, to take back, and to hide where even a history should not tell it."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from films.admin.base import ReadOnlyAdmin
from films.admin.filters import BySiteFilter
from films.admin.large_changes import told_later
from films.admin.revert_forms import RevertForm, RevertMemberForm
from films.history import Outcome, RevertConflictError, foresee, revert, undo_all_by
from films.history.reading import tell
from films.large_changes import ask_for_revert, ask_for_undoing
from films.models import Change, Revision

MOST_ROWS = 200
MOST_REVISIONS = 200  # of one person, undone at once; more in the background
MOST_TOLD = 50


def _is_large(revisions: list[Revision]) -> bool:
    return (
        Change.objects.filter(revision__in=revisions)[: settings.DESK_ROWS_AT_ONCE + 1].count()
        > settings.DESK_ROWS_AT_ONCE
    )


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "made_at", "made_by", "contributor", "note", "source_url", "is_hidden")
    list_filter = ("kind", ("is_by_site", BySiteFilter), "is_hidden")
    search_fields = ("=made_by__username", "=contributor__username", "note")
    actions = ("hide", "show")
    fields = ("made_by", "contributor", "is_hidden")  # the rest is told below them
    change_form_template = "admin/films/revision_change_form.html"
    change_list_template = "admin/films/revision_change_list.html"

    def has_revert_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("films.revert_revision")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("undo-member/", view(self.undo_member), name="films_revision_undo_member"),
            path("<int:revision_id>/revert/", view(self.revert), name="films_revision_revert"),
            *super().get_urls(),
        ]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        revision = self.get_object(request, object_id) if object_id else None
        context = {"may_revert": self.has_revert_permission(request), **(extra_context or {})}
        if revision is not None:
            (context["told"],) = tell([revision], Change.objects.all(), MOST_ROWS)
        return super().changeform_view(request, object_id, form_url, context)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        may = self.has_revert_permission(request)
        return super().changelist_view(request, {"may_revert": may, **(extra_context or {})})

    def revert(self, request: HttpRequest, revision_id: int) -> HttpResponseBase:
        """What it would come to, and the form that does it."""
        self._require_revert(request)
        revision = get_object_or_404(Revision.objects.with_people(), pk=revision_id)
        if _is_large([revision]):
            return self._revert_later(request, revision)
        form = RevertForm(request.POST or None)
        if form.is_valid():
            note, skips = form.cleaned_data["note"], form.cleaned_data["skip_conflicts"]
            try:
                undoing = revert(revision, request.user, note, skip_conflicts=skips)
            except RevertConflictError:
                form.add_error(
                    "skip_conflicts", _("Some rows have been changed since. Nothing was reverted.")
                )
            else:
                return self._done(request, [undoing])
        context = {
            "title": _("Revert revision %(number)s") % {"number": revision.pk},
            "form": form,
            "conflicts": foresee([revision], request.user)[0].conflicts,
            "entries": tell([revision], Change.objects.all(), MOST_ROWS),
            "verb": _("Revert"),
        }
        return self._page(request, context, form)

    def _revert_later(self, request: HttpRequest, revision: Revision) -> HttpResponseBase:
        """Too much to be tried while somebody waits: why is asked when it has been."""
        if request.method == "POST":
            return told_later(request, ask_for_revert(request.user, revision))
        context = {
            "title": _("Revert revision %(number)s") % {"number": revision.pk},
            "is_large": True,
            "entries": tell([revision], Change.objects.all(), MOST_ROWS),
            "verb": _("See what it would come to"),
        }
        return self._page(request, context, None)

    def undo_member(self, request: HttpRequest) -> HttpResponseBase:
        """Who and since when, by GET; then what they did and what undoing it would come to; then the deed."""
        self._require_revert(request)
        form = RevertMemberForm(request.POST or (request.GET if "member" in request.GET else None))
        context: dict[str, Any] = {"title": _("Undo all that one person did"), "form": form}
        if form.is_valid():
            member, since = form.cleaned_data["member"], form.cleaned_data["since"]
            revisions = Revision.objects.with_people().by_member_since(member, since)
            found = list(revisions[: MOST_REVISIONS + 1])
            if len(found) > MOST_REVISIONS or _is_large(found):
                if request.method == "POST":
                    note = form.cleaned_data["note"]
                    return told_later(request, ask_for_undoing(request.user, member, since, note))
                context |= {"is_large": True, "verb": _("See what it would come to")}
                context["entries"] = tell(found[:MOST_TOLD], Change.objects.all())
            elif request.method == "POST":
                outcomes = undo_all_by(member, since, request.user, form.cleaned_data["note"])
                return self._done(request, [each.revert for each in outcomes], outcomes)
            else:
                outcomes = foresee(found, request.user)
                context["conflicts"] = [each for outcome in outcomes for each in outcome.conflicts]
                context["entries"] = tell(found, Change.objects.all())
                context["verb"] = _("Undo all of this") if found else ""
        return self._page(request, context, form)

    @admin.action(description=gettext_lazy("Hide from the public history"), permissions=["revert"])
    def hide(self, request: HttpRequest, revisions: QuerySet[Revision]) -> None:
        self.message_user(request, _("Hidden: %(count)d.") % {"count": revisions.update(is_hidden=True)})

    @admin.action(description=gettext_lazy("Show in the public history"), permissions=["revert"])
    def show(self, request: HttpRequest, revisions: QuerySet[Revision]) -> None:
        self.message_user(request, _("Shown: %(count)d.") % {"count": revisions.update(is_hidden=False)})

    def _require_revert(self, request: HttpRequest) -> None:
        if not self.has_revert_permission(request):
            raise PermissionDenied

    def _page(self, request: HttpRequest, context: dict[str, Any], form: Any) -> TemplateResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        status = 422 if form is not None and form.is_bound and form.errors else 200
        return TemplateResponse(request, "admin/films/revert.html", {**shared, **context}, status=status)

    def _done(
        self, request: HttpRequest, undoing: list[Revision], outcomes: list[Outcome] | None = None
    ) -> HttpResponse:
        kept = [each for each in undoing if each.pk]
        left = sum(len(outcome.conflicts) for outcome in outcomes or ())
        words = ngettext("Reverted: %(count)d revision.", "Reverted: %(count)d revisions.", len(kept))
        self.message_user(request, words % {"count": len(kept)}, messages.SUCCESS)
        if left:
            words = ngettext(
                "%(count)d row was left as it is.", "%(count)d rows were left as they are.", left
            )
            self.message_user(request, words % {"count": left}, messages.WARNING)
        if len(kept) == 1:
            return redirect("admin:films_revision_change", kept[0].pk)
        return redirect(reverse("admin:films_revision_changelist"))
