"""The rows of titles' sections as lists of their own: to search, to filter, to see what lacks a source."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from films import models
from films.admin.base import DeskAdmin, foreign_keys
from films.admin.inlines import DeskInline
from films.search import index_people, index_with_people

_SAID = ("country", "language", "kind", "category", "role", "outcome", "is_spoiler")
# The values of these would have to be gathered from all rows; a code typed into the search finds them at once.
_CODES = ("country", "language", "territory")


class FactAdmin(DeskAdmin):
    """Which title, what, from where; filtered by whatever the model has of kinds."""

    search_fields: ClassVar[tuple[str, ...]] = ("title__primary_title",)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return ("__str__", *(name for name in ("title", *_SAID, "note", "source_url") if self._has(name)))

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        kinds = tuple(name for name in _SAID if self._has(name) and name not in _CODES)
        return (*kinds, *((("source_url", admin.EmptyFieldListFilter),) if self._has("source_url") else ()))

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return (*self.search_fields, *(f"{name}__iexact" for name in _CODES if self._has(name)))

    def index(self, rows: list[Any]) -> None:
        """Only other titles and credits are found by; the rest of a record is not."""
        if issubclass(self.model, models.Aka | models.Credit):
            index_with_people({row.title_id for row in rows})
            index_people({row.person_id for row in rows if getattr(row, "person_id", None)})

    @property
    def autocomplete_fields(self) -> list[str]:  # type: ignore[override]
        return foreign_keys(self.model)

    def _has(self, name: str) -> bool:
        return any(field.name == name for field in self.model._meta.fields)


@admin.register(
    models.CompanyCredit,
    models.Connection,
    models.CountryOfOrigin,
    models.ReleaseDate,
    models.Runtime,
    models.SpokenLanguage,
    models.TitleGenre,
    models.TitleKeyword,
)
class PlainFactAdmin(FactAdmin):
    pass


@admin.register(
    models.AlternateVersion,
    models.Aka,
    models.CrazyCredit,
    models.Goof,
    models.PlotSummary,
    models.Synopsis,
    models.Tagline,
    models.Trivia,
)
class TextAdmin(FactAdmin):
    search_fields = ("title__primary_title", "text")


@admin.register(models.BoxOfficeFigure, models.Certificate)
class FigureAdmin(FactAdmin):
    search_fields = ("title__primary_title", "note")


@admin.register(models.Credit)
class CreditAdmin(FactAdmin):
    search_fields = ("title__primary_title", "person__primary_name", "credited_as", "characters")

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return ("name", "title", "category", "job", "characters", "note", "billing", "source_url")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*super().get_list_filter(request), ("person", admin.EmptyFieldListFilter))


@admin.register(models.FaqEntry)
class FaqEntryAdmin(FactAdmin):
    search_fields = ("title__primary_title", "question", "answer")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return (("answer", admin.EmptyFieldListFilter), *super().get_list_filter(request))


@admin.register(models.TechnicalSpec, models.FilmingLocation)
class TechnicalAdmin(FactAdmin):
    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return (*super().get_search_fields(request), "value" if self._has("value") else "place")


class RecipientInline(DeskInline):
    model = models.NominationRecipient
    autocomplete_fields = ("person",)
    extra = 2


@admin.register(models.Nomination)
class NominationAdmin(FactAdmin):
    search_fields = ("title__primary_title", "event__name", "award", "category")
    inlines = (RecipientInline,)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return ("__str__", "title", "event", "year", "outcome", "source_url")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return ("outcome", ("source_url", admin.EmptyFieldListFilter))


class QuoteLineInline(DeskInline):
    model = models.QuoteLine
    extra = 3


@admin.register(models.Quote)
class QuoteAdmin(FactAdmin):
    search_fields = ("title__primary_title", "quoteline__text")
    inlines = (QuoteLineInline,)


class SoundtrackLineInline(DeskInline):
    model = models.SoundtrackLine
    autocomplete_fields = ("person",)
    extra = 3


@admin.register(models.Soundtrack)
class SoundtrackAdmin(FactAdmin):
    search_fields = ("title__primary_title", "work", "soundtrackline__text")
    inlines = (SoundtrackLineInline,)


@admin.register(models.ExternalLink)
class ExternalLinkAdmin(FactAdmin):
    search_fields = ("title__primary_title", "label", "url")


@admin.register(models.ExternalId)
class ExternalIdAdmin(FactAdmin):
    search_fields = ("=value",)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return ("value", "source", "title", "person", "company")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return ("source",)


@admin.register(models.Image)
class ImageAdmin(FactAdmin):
    search_fields = ("title__primary_title", "person__primary_name", "caption", "credit")
    readonly_fields = ("preview",)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return ("preview", "kind", "title", "person", "licence", "credit")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return ("kind", ("alt_text", admin.EmptyFieldListFilter), ("source_url", admin.EmptyFieldListFilter))

    @admin.display(description=_("picture"))
    def preview(self, image: models.Image) -> SafeString | str:
        if not image.pk:
            return "–"
        address = image.file.src_at_least(160)  # type: ignore[attr-defined]
        return format_html('<img src="{}" width="80" alt="{}" loading="lazy">', address, image.alt_text)

    def images_of(self, rows: list[Any]) -> list[models.Image]:
        return list(rows)


@admin.register(models.Video)
class VideoAdmin(FactAdmin):
    search_fields = ("title__primary_title", "name")
