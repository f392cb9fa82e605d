"""Merging at the desk: choose two records, compare them, see what will happen, do it; and undo it."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from films.admin.base import ReadOnlyAdmin
from films.admin.merge_forms import PairForm, ReasonForm, choices_in, hidden_choices
from films.locking import may_change
from films.merging import MergeError, UndoError, compare, merge, preview, undo
from films.merging.relations import counts
from films.models import Merge, Synopsis

PERMISSION = "films.merge_records"
WHY_LEFT = {
    "gone": _("deleted since the merge"),
    "changed": _("changed since the merge: it stays as it is now"),
    "replaced": _("something newer has its place"),
    "homeless": _("what it belonged to is gone"),
}


def may_merge(request: HttpRequest) -> bool:
    return request.user.has_perm(PERMISSION)


def compare_url(kind: str, kept: int, lost: int) -> str:
    query = urlencode([("kind", kind), ("kept", kept), ("lost", lost)])
    return f"{reverse('admin:films_merge_compare')}?{query}"


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "kind", "made_at", "made_by", "undone_at")
    list_filter = ("kind", ("undone_at", admin.EmptyFieldListFilter))
    search_fields = ("kept_name", "lost_name")
    change_list_template = "admin/films/merging/list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("choose/", view(require_safe(self.choose)), name="films_merge_choose"),
            path("compare/", view(require_safe(self.compare)), name="films_merge_compare"),
            path("preview/", view(self.deed), name="films_merge_preview"),
            path("<int:merge_id>/undoing/", view(require_POST(self.undoing)), name="films_merge_undoing"),
        ]
        return [*own, *super().get_urls()]

    def choose(self, request: HttpRequest) -> HttpResponse:
        """Which two. With both given and found, their comparison follows at once."""
        self._require(request)
        form = PairForm(request.GET if "lost" in request.GET else None, initial=request.GET.dict())
        if form.is_valid():
            data = form.cleaned_data
            return redirect(compare_url(data["kind"], data["kept"], data["lost"]))
        status = 422 if form.errors else 200
        return self._page(request, "choose", _("Merge two records"), {"form": form}, status)

    def compare(self, request: HttpRequest) -> HttpResponse:
        """Field by field, and how many rows of each section either has."""
        form, pair = self._pair(request, request.GET)
        if form.errors:
            return self._page(request, "choose", _("Merge two records"), {"form": form}, 422)
        choices = choices_in(request.GET, pair["kind"])
        try:
            problem, lines = "", preview(pair["kind"], pair["kept"].pk, pair["lost"].pk, choices).report
        except MergeError as error:
            problem, lines = str(error), []
        sides = compare(pair["kept"], pair["lost"], choices)
        both = (pair["kept"], pair["lost"])
        texts = list(Synopsis.objects.filter(title__in=both)) if pair["kind"] == "title" else []
        context = {
            **pair,
            "problem": problem,
            "differing": [side for side in sides if side.differs],
            "agreeing": [side for side in sides if not side.differs and side.kept],
            "synopses": sorted(texts, key=lambda text: text.title_id != pair["kept"].pk)[:2],
            "counts": _counted(pair, lines),
            "swapped": compare_url(pair["kind"], pair["lost"].pk, pair["kept"].pk),
        }
        return self._page(request, "compare", _("Compare"), context)

    def deed(self, request: HttpRequest) -> HttpResponse:
        """What will happen; sent, it happens."""
        data = request.POST if request.method == "POST" else request.GET
        form, pair = self._pair(request, data)
        if form.errors:
            return self._page(request, "choose", _("Merge two records"), {"form": form}, 422)
        kind, kept, lost = pair["kind"], pair["kept"], pair["lost"]
        choices, reason = choices_in(data, kind), ReasonForm(request.POST or None)
        try:
            if reason.is_valid():
                made = merge(
                    kind, kept.pk, lost.pk, by=request.user, choices=choices, note=reason.cleaned_data["note"]
                )
                self.message_user(request, _("Merged: %(merge)s.") % {"merge": made}, messages.SUCCESS)
                return redirect("admin:films_merge_change", made.pk)
            problem, lines = "", preview(kind, kept.pk, lost.pk, choices).report
        except MergeError as error:
            problem, lines = str(error), []
        context = {
            **pair,
            "problem": problem,
            "changes": [
                side for side in compare(kept, lost, choices) if side.differs and side.choice == "lost"
            ],
            "lines": in_words(lines),
            "hidden": hidden_choices(choices),
            "form": reason,
            "back": f"{reverse('admin:films_merge_compare')}?{request.META.get('QUERY_STRING', '')}",
        }
        status = 422 if problem or reason.errors else 200
        return self._page(request, "preview", _("What will happen"), context, status)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        self._require(request)
        made = get_object_or_404(Merge, pk=object_id if object_id.isdecimal() else None)
        context = {
            "merge": made,
            "lines": in_words(made.report),
            "left_over": [
                {**line, "name": _name(line), "why": WHY_LEFT[line["why"]]} for line in made.left_over
            ],
            "record_url": reverse(f"admin:films_{made.kind}_change", args=[made.kept_id]),
        }
        return self._page(request, "merge", str(made), context)

    def undoing(self, request: HttpRequest, merge_id: int) -> HttpResponse:
        self._require(request)
        made = get_object_or_404(Merge, pk=merge_id)
        try:
            undone = undo(made, by=request.user)
        except UndoError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            whole = _("Undone: everything is as it was before.")
            partly = _("Undone. What was done since stays; below is what could not be put back as it was.")
            self.message_user(request, partly if undone.left_over else whole, messages.SUCCESS)
        return redirect("admin:films_merge_change", merge_id)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_merge(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_merge(request)

    def _require(self, request: HttpRequest) -> None:
        if not may_merge(request):
            raise PermissionDenied

    def _pair(self, request: HttpRequest, data: Any) -> tuple[PairForm, dict[str, Any]]:
        """The two records, if they are there and this member of staff may change both."""
        self._require(request)
        form = PairForm(data)
        if not form.is_valid():
            return form, {}
        for name, record in form.records.items():
            if not may_change(request.user, record):
                form.add_error(name, _("This record is locked."))
        return form, {"kind": form.cleaned_data["kind"], **form.records}

    def _page(
        self, request: HttpRequest, name: str, title: Any, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        template = f"admin/films/merging/{name}.html"
        return TemplateResponse(request, template, shared | context, status=status)


def in_words(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of a report with the names of what they count, of one section one line."""
    return [{**line, "name": _name(line)} for line in lines]


def _name(line: dict[str, Any]) -> str:
    return str(apps.get_model(line["model"])._meta.verbose_name_plural)


def _counted(pair: dict[str, Any], lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    told = {(line["model"], line["field"]): line for line in lines}
    found = []
    for relation, kept, lost in counts(pair["kind"], pair["kept"].pk, pair["lost"].pk):
        line = told.get((relation.model._meta.label, relation.field), {})
        found.append({"name": relation.name, "kept": kept, "lost": lost, **line})
    return found
