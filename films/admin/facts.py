"""The rows of titles' sections as lists of their own: to search, to filter, to see what lacks a source."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from films import models
from films.admin.base import foreign_keys
from films.admin.filters import LinkState, PersonKnown, Sourced
from films.admin.inlines import DeskInline
from films.admin.lists import rows_with
from films.admin.spreadsheets import WithSpreadsheets
from films.search import index_people, index_with_people

_SAID = ("country", "language", "kind", "category", "role", "outcome", "is_spoiler")
# The values of these would have to be gathered from all rows; a code typed into the search finds them at once.
_CODES = ("country", "language", "territory")


class FactAdmin(WithSpreadsheets):
    """Which title, what, from where; filtered by whatever the model has of kinds."""

    search_fields: ClassVar[tuple[str, ...]] = ("title__primary_title",)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return ("__str__", *(name for name in ("title", *_SAID, "note", "source_url") if self._has(name)))

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        kinds = tuple(name for name in _SAID if self._has(name) and name not in _CODES)
        return (*kinds, *((Sourced,) if self._has("source_url") else ()))

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return (*self.search_fields, *(f"{name}__iexact" for name in _CODES if self._has(name)))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        words = search_term.strip().replace("\0", "")
        if not words:
            return queryset, False
        return rows_with(words, queryset, self.get_search_fields(request)), False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A row is not moved to a locked record either."""
        if self._is_owner(db_field.name) and not self.has_lock_permission(request):
            kwargs["queryset"] = db_field.related_model.objects.filter(is_locked=False)
            kwargs["error_messages"] = {"invalid_choice": _("There is no such record, or it is locked.")}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def index(self, rows: list[Any]) -> None:
        """Only other titles and credits are found by; the rest of a record is not."""
        if issubclass(self.model, models.Aka | models.Credit):
            index_with_people({row.title_id for row in rows})
            index_people({row.person_id for row in rows if getattr(row, "person_id", None)})

    @property
    def autocomplete_fields(self) -> list[str]:  # type: ignore[override]
        return foreign_keys(self.model)

    def _is_owner(self, name: str) -> bool:
        """Whether rows belong to what this key leads to. A credit names a person, but is the title's."""
        is_of_others = self.model in (models.Image, models.ExternalId)
        return name == "title" or (is_of_others and name in ("person", "company"))

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
        return (PersonKnown, *super().get_list_filter(request))


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
        return ("outcome", Sourced)


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
    readonly_fields = ("checked_at", "failed_checks")
    actions = ("tell_dead", "tell_alive")

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return ("label", "title", "kind", "url", "dead_since", "checked_at", "failed_checks")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return (LinkState, *super().get_list_filter(request))

    @admin.action(description=_("They lead nowhere"), permissions=["change"])
    def tell_dead(self, request: HttpRequest, links: Any) -> None:
        self._tell(request, links.alive(), localdate())

    @admin.action(description=_("They lead somewhere"), permissions=["change"])
    def tell_alive(self, request: HttpRequest, links: Any) -> None:
        self._tell(request, links.dead(), None)

    def _tell(
        self, request: HttpRequest, links: Iterable[models.ExternalLink], since: dt.date | None
    ) -> None:
        changed = [link for link in links if self.has_change_permission(request, link)]
        for link in changed:
            link.dead_since = since
            link.save(update_fields=["dead_since"])
        self.message_user(request, _("Changed: %(count)d.") % {"count": len(changed)}, messages.SUCCESS)


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
        return ("kind", ("alt_text", admin.EmptyFieldListFilter), Sourced)

    @admin.display(description=_("picture"))
    def preview(self, image: models.Image) -> SafeString | str:
        if not image.pk:
            return "–"
        address = image.file.src_at_least(160)  # type: ignore[attr-defined]
        return format_html('<img src="{}" width="80" alt="{}" loading="lazy">', address, image.alt_text)


@admin.register(models.Video)
class VideoAdmin(FactAdmin):
    search_fields = ("title__primary_title", "name")
