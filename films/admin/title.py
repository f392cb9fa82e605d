from typing import Any

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from films.admin.bulk import lock, publish, unlock, unpublish
from films.admin.bulk_facts import genres_and_countries
from films.admin.filters import Lacks
from films.admin.inlines import DeskInline
from films.admin.lists import titles_called
from films.admin.spreadsheets import WithSpreadsheets, sheets_of_title
from films.admin.title_sections import SECTIONS
from films.completeness import Completeness, Part, completeness_of
from films.forms import PARAGRAPHS, OneParagraphField
from films.models import Image, Title
from films.search import index_with_people


class TitleForm(forms.ModelForm):
    """A poster is chosen among the title's own images; upload it first, in “Pictures and videos”."""

    class Meta:
        field_classes = dict.fromkeys(PARAGRAPHS, OneParagraphField)
        widgets = dict.fromkeys(PARAGRAPHS, OneParagraphField.widget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "poster" in self.fields:
            own = Image.objects.for_title(self.instance) if self.instance.pk else Image.objects.none()
            self.fields["poster"].queryset = own  # type: ignore[attr-defined]


@admin.register(Title)
class TitleAdmin(WithSpreadsheets):
    form = TitleForm
    list_display = ("primary_title", "year", "title_type", "is_published", "is_locked", "vote_count")
    list_filter = ("is_published", Lacks, "is_locked", "title_type", "is_cast_complete")
    actions = (publish, unpublish, lock, unlock, genres_and_countries)
    search_fields = ("primary_title", "original_title")
    search_help_text = _("Words of any of its titles, as the site’s own search finds them.")
    autocomplete_fields = ("series",)
    readonly_fields = ("vote_count", "score", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("primary_title", "original_title", ("title_type", "is_published", "is_locked"))}),
        (_("Years"), {"fields": (("year", "end_year"),)}),
        (_("Summary"), {"fields": ("plot_outline", "poster", "awards_summary", "is_cast_complete")}),
        (_("Episode"), {"fields": ("series", ("season_number", "episode_number")), "classes": ("collapse",)}),
        (_("Kept by the site"), {"fields": (("vote_count", "score"), ("created_at", "updated_at"))}),
    )
    change_form_template = "admin/films/title_change_form.html"

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=titles_called(search_term).values("pk")), False

    def get_urls(self) -> list[URLPattern]:
        section = path(
            "<int:object_id>/<slug:section>/",
            self.admin_site.admin_view(self.section_view),
            name="films_title_section",
        )
        return [*_stock_first(super().get_urls(), section)]

    def section_view(self, request: HttpRequest, object_id: int, section: str) -> HttpResponse:
        """One section of a title, as a change form that holds its rows only."""
        if section not in SECTIONS:
            raise Http404
        return self.changeform_view(request, str(object_id))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        current = _section(request)
        context: dict[str, Any] = {"tabs": _tabs(object_id, current), "current_section": current}
        if current:
            context |= {"subtitle": SECTIONS[current].name, "show_save_and_add_another": False}
            models = [inline.model for inline in SECTIONS[current].inlines]
            context["sheets"] = sheets_of_title(models, str(object_id))
        return super().changeform_view(request, object_id, form_url, context | (extra_context or {}))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Title | None = None,
    ) -> HttpResponse:
        if obj is not None and not _section(request):
            completeness = completeness_of(obj)
            context |= {"completeness": completeness, "missing": _missing(obj, completeness)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_inlines(self, request: HttpRequest, obj: Any) -> tuple[type[DeskInline], ...]:
        current = _section(request)
        return SECTIONS[current].inlines if current else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if _section(request) else super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if _section(request):
            return ()
        return super().get_readonly_fields(request, obj)

    def response_change(self, request: HttpRequest, obj: Title) -> HttpResponse:
        """“Save and continue editing” stays on the section and page it was said on."""
        response = super().response_change(request, obj)
        if "_continue" in request.POST and isinstance(response, HttpResponseRedirect):
            return HttpResponseRedirect(request.get_full_path())
        return response

    def index(self, rows: list[Any]) -> None:
        index_with_people(title.pk for title in rows if title.pk)


def _stock_first(stock: list[URLPattern], section: URLPattern) -> list[URLPattern]:
    """Before the catch-all that ends the stock list, behind everything it names."""
    return [*stock[:-1], section, stock[-1]]


def _section(request: HttpRequest) -> str:
    """Which section is asked for; empty for the record itself."""
    match = request.resolver_match
    return match.kwargs.get("section", "") if match and match.url_name == "films_title_section" else ""


def _missing(title: Title, completeness: Completeness) -> list[tuple[Any, int, str]]:
    """(name, weight, where it is filled in) of each."""
    return [(part.name, part.weight, _place(title, part)) for part in completeness.missing]


def _place(title: Title, part: Part) -> str:
    if part.section:
        return reverse("admin:films_title_section", args=[title.pk, part.section])
    return f"#id_{part.field}"


def _tabs(object_id: str | None, current: str) -> list[tuple[str, Any, bool]]:
    """(address, name, whether it is shown now); none for a title still to be added, or a number that is none."""
    if object_id is None or not object_id.isdecimal():
        return []
    record = (reverse("admin:films_title_change", args=[object_id]), _("Record"), not current)
    sections = (
        (reverse("admin:films_title_section", args=[object_id, key]), section.name, key == current)
        for key, section in SECTIONS.items()
    )
    return [record, *sections]
