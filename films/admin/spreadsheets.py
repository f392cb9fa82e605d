"""Lists that go out as spreadsheets and come back: download, change, look at what that would do, bring in."""

import base64
import binascii
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from films.admin.base import DeskAdmin
from films.admin.large_changes import told_later
from films.large_changes import ask_for_sheet
from films.spreadsheets.files import FORMATS, MOST_BYTES, MOST_ROWS, read, written
from films.spreadsheets.references import may_add
from films.spreadsheets.running import Run, bring_in, try_out
from films.spreadsheets.sheets import DELETE, Sheet, sheet_of, with_lines

MOST_LINES = 200  # of a preview


class SheetForm(forms.Form):
    """A file, or the same file sent back by the page that showed what it would do."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("CSV or JSON in UTF-8, at most 2 MB and 5,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}),
    )
    adds = forms.BooleanField(
        label=gettext_lazy("Add people, companies and words that are not known by their names"),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        help_text=gettext_lazy("Told on each page’s public history."),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Source"), max_length=500, required=False, assume_scheme="https"
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MOST_BYTES * 3 // 2)
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    data_sent = b""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        try:
            self.data_sent = self._sent(cleaned)
            self.dataset = read(self.data_sent)
        except ValidationError as error:
            self.add_error("file", error)
        return cleaned

    def _sent(self, cleaned: dict[str, Any]) -> bytes:
        upload = cleaned.get("file")
        if upload is not None:
            if upload.size > MOST_BYTES:
                raise ValidationError(_("The file is larger than 2 MB. Split it."))
            return bytes(upload.read())
        try:
            return base64.b64decode(cleaned.get("kept") or "", validate=True)
        except binascii.Error as error:
            raise ValidationError(_("Choose the file once more.")) from error


class WithSpreadsheets(DeskAdmin):
    """A list whose rows can be taken out and brought in, if its table is one of films.spreadsheets.sheets."""

    change_list_template = "admin/films/sheet_change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, self.opts.model_name
        return [
            path("export/<slug:file_format>/", view(self.export_view), name=f"films_{name}_export"),
            path("import/", view(self.import_view), name=f"films_{name}_import"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"sheet_links": self._sheet_links(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def export_view(self, request: HttpRequest, file_format: str) -> HttpResponse:
        """The rows that the list shows, with the same search and filters."""
        made = sheet_of(self.model)
        if made is None or file_format not in FORMATS:
            raise Http404
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows: QuerySet = self.get_changelist_instance(request).get_queryset(request)
        found = list(with_lines(rows)[: MOST_ROWS + 1])
        if len(found) > MOST_ROWS:
            words = _("More than %(most)s rows: search or filter the list first.") % {"most": MOST_ROWS}
            self.message_user(request, words, messages.WARNING)
            return redirect(self._list())
        sheet = made(request.user)
        text = written([*sheet.column_names(), DELETE], map(sheet.line, found), file_format)
        name = f"{self.opts.model_name}-{localdate().isoformat()}.{file_format}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(text, content_type=FORMATS[file_format], headers=headers)

    def import_view(self, request: HttpRequest) -> HttpResponseBase:
        """First the file, then what it would do, then the deed."""
        made = sheet_of(self.model)
        if made is None:
            raise Http404
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = SheetForm(request.POST or None, request.FILES or None)
        if form.is_valid() and len(form.dataset) > settings.DESK_ROWS_AT_ONCE:
            cleaned, count = form.cleaned_data, len(form.dataset)
            asked = {name: cleaned[name] for name in ("adds", "note", "source_url")}
            return told_later(
                request, ask_for_sheet(request.user, self.model, form.data_sent, count, **asked)
            )
        run = self._run(request, form, made) if form.is_valid() else None
        if run is not None and run.revision is not None:
            words = ngettext("%(count)d row was written.", "%(count)d rows were written.", len(run.lines))
            self.message_user(request, words % {"count": len(run.lines)}, messages.SUCCESS)
            return redirect("admin:films_revision_change", run.revision.pk)
        return self._page(request, form, made, run)

    def _run(self, request: HttpRequest, form: SheetForm, made: type[Sheet]) -> Run | None:
        sheet = made(
            request.user,
            adds=form.cleaned_data["adds"] and may_add(request.user),
            may_delete=self.has_delete_permission(request),
        )
        note, source, seen = (form.cleaned_data[name] for name in ("note", "source_url", "seen"))
        try:
            if seen and not form.cleaned_data["file"]:
                return bring_in(sheet, form.dataset, note, source, seen=seen)
            return try_out(sheet, form.dataset)
        except ValidationError as error:
            form.add_error("file", error)
        return None

    def _page(
        self, request: HttpRequest, form: SheetForm, made: type[Sheet], run: Run | None
    ) -> TemplateResponse:
        was_seen = form.is_bound and form.data.get("seen") and not request.FILES
        context = {
            **self.admin_site.each_context(request),
            "title": _("Bring in %(rows)s from a spreadsheet") % {"rows": self.opts.verbose_name_plural},
            "opts": self.opts,
            "form": form,
            "run": run,
            # What the next step sends: the file, and what was seen of it.
            "kept": base64.b64encode(form.data_sent).decode(),
            "seen": run.fingerprint if run and not run.mistakes else "",
            "lines": run.lines[:MOST_LINES] if run else [],
            "mistakes": run.mistakes[:MOST_LINES] if run else [],
            "is_other_now": bool(was_seen and run and not run.mistakes and run.lines),
            "columns": made.column_names(),
        }
        is_wrong = bool(form.is_bound and (form.errors or (run and run.mistakes)))
        return TemplateResponse(request, "admin/films/import.html", context, status=422 if is_wrong else 200)

    def _sheet_links(self, request: HttpRequest) -> list[tuple[str, Any]]:
        if sheet_of(self.model) is None:
            return []
        name = f"admin:films_{self.opts.model_name}"
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        links = [
            (
                reverse(f"{name}_export", args=[each]) + query,
                _("Export %(format)s") % {"format": each.upper()},
            )
            for each in FORMATS
        ]
        if self.has_import_permission(request):
            links.insert(0, (reverse(f"{name}_import"), _("Import")))
        return links

    def _list(self) -> str:
        return reverse(f"admin:films_{self.opts.model_name}_changelist")


def sheets_of_title(model_classes: Iterable[Any], title_id: str) -> list[tuple[str, str]]:
    """Where the rows of one title are to be had as spreadsheets: (address, what they are)."""
    return [
        (
            reverse(f"admin:films_{model._meta.model_name}_export", args=["csv"])
            + f"?title__id__exact={title_id}",
            _("%(rows)s as CSV") % {"rows": capfirst(model._meta.verbose_name_plural)},
        )
        for model in model_classes
        if sheet_of(model) is not None
    ]
