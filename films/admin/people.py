"""People and companies."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from films.admin.bulk import lock, unlock
from films.admin.lists import people_called
from films.admin.spreadsheets import WithSpreadsheets
from films.admin.title_sections import ExternalIdInline, ImageInline, plain
from films.models import Company, Credit, Image, Person, PersonName
from films.search import index_people, index_titles


class PortraitInline(ImageInline):
    hidden_fields = ("title",)


class PersonForm(forms.ModelForm):
    """A photo is chosen among the person's own pictures; upload it first, below."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "photo" in self.fields:
            own = Image.objects.for_person(self.instance) if self.instance.pk else Image.objects.none()
            self.fields["photo"].queryset = own  # type: ignore[attr-defined]


@admin.register(Person)
class PersonAdmin(WithSpreadsheets):
    form = PersonForm
    list_display = ("primary_name", "native_name", "birth_date", "birth_country", "death_date", "is_locked")
    actions = (lock, unlock)
    list_filter = ("is_locked", ("photo", admin.EmptyFieldListFilter), ("bio", admin.EmptyFieldListFilter))
    search_fields = ("primary_name", "native_name")
    readonly_fields = ("created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("primary_name", "native_name", "bio", "photo", "source_url", "is_locked")}),
        (
            _("Life"),
            {"fields": (("birth_date", "birth_place", "birth_country"), ("death_date", "death_place"))},
        ),
        (_("Kept by the site"), {"fields": (("created_at", "updated_at"),)}),
    )
    inlines = (plain(PersonName), PortraitInline, ExternalIdInline)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=people_called(search_term).values("pk")), False

    def index(self, rows: list[Any]) -> None:
        """The people, and the titles whose lines name them."""
        people = [person.pk for person in rows if person.pk]
        index_people(people)
        index_titles(Credit.objects.filter(person__in=people).values_list("title", flat=True).distinct())


@admin.register(Company)
class CompanyAdmin(WithSpreadsheets):
    list_display = ("name", "country", "source_url", "is_locked")
    list_filter = ("is_locked",)
    actions = (lock, unlock)
    search_fields = ("name",)
    inlines = (ExternalIdInline,)
