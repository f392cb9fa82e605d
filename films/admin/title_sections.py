"""The sections a title is edited in: each is a page of its own, so that none grows with the whole record."""

from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from films import models
from films.admin.inlines import DeskInline


class CreditInline(DeskInline):
    model = models.Credit
    autocomplete_fields = ("person",)
    ordering = ("category", "billing", "pk")


class CompanyCreditInline(DeskInline):
    model = models.CompanyCredit
    autocomplete_fields = ("company",)


class ReleaseDateInline(DeskInline):
    model = models.ReleaseDate
    ordering = ("date", "pk")


class GenreInline(DeskInline):
    model = models.TitleGenre
    autocomplete_fields = ("genre",)


class KeywordInline(DeskInline):
    model = models.TitleKeyword
    autocomplete_fields = ("keyword",)


class ConnectionInline(DeskInline):
    model = models.Connection
    fk_name = "title"
    autocomplete_fields = ("other_title",)


class NominationInline(DeskInline):
    """Who was nominated is said on the nomination's own page."""

    model = models.Nomination
    autocomplete_fields = ("event",)
    show_change_link = True
    readonly_fields = ("recipients",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("nominationrecipient_set__person")

    @admin.display(description=_("recipients"))
    def recipients(self, nomination: models.Nomination) -> str:
        return _listed(nomination, "nominationrecipient_set", ", ")


class QuoteInline(DeskInline):
    """What was said is written on the quote's own page."""

    model = models.Quote
    show_change_link = True
    readonly_fields = ("lines",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("quoteline_set")

    @admin.display(description=_("lines"))
    def lines(self, quote: models.Quote) -> str:
        return _listed(quote, "quoteline_set", " / ")


class SoundtrackInline(DeskInline):
    """Its credits are written on the piece's own page."""

    model = models.Soundtrack
    show_change_link = True
    readonly_fields = ("lines",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("soundtrackline_set")

    @admin.display(description=_("credit lines"))
    def lines(self, soundtrack: models.Soundtrack) -> str:
        return _listed(soundtrack, "soundtrackline_set", " / ")


def _listed(row: Any, related: str, separator: str) -> str:
    """The rows below `row`, which were fetched with it, in their order; a dash for a row still to be added."""
    if not row.pk:
        return "–"
    below = sorted(getattr(row, related).all(), key=lambda each: (each.position, each.pk))
    return separator.join(str(each) for each in below) or "–"


class ImageInline(DeskInline):
    model = models.Image
    hidden_fields = ("person",)
    show_change_link = True


class VideoInline(DeskInline):
    model = models.Video
    autocomplete_fields = ("poster_frame",)


class ExternalIdInline(DeskInline):
    model = models.ExternalId
    hidden_fields = ("title", "person", "company")


def plain(model: Any) -> type[DeskInline]:
    """The inline of a model that needs nothing special."""
    return type(f"{model.__name__}Inline", (DeskInline,), {"model": model})


class Section(NamedTuple):
    name: Promise | str
    inlines: tuple[type[DeskInline], ...]


SECTIONS: dict[str, Section] = {
    "origin": Section(
        _("Origin, genres, keywords"),
        (
            GenreInline,
            plain(models.CountryOfOrigin),
            plain(models.SpokenLanguage),
            plain(models.Runtime),
            KeywordInline,
        ),
    ),
    "akas": Section(_("Also known as"), (plain(models.Aka),)),
    "credits": Section(_("Cast and crew"), (CreditInline,)),
    "companies": Section(_("Companies"), (CompanyCreditInline,)),
    "releases": Section(_("Releases and certificates"), (ReleaseDateInline, plain(models.Certificate))),
    "box-office": Section(_("Box office"), (plain(models.BoxOfficeFigure),)),
    "awards": Section(_("Awards"), (NominationInline,)),
    "storyline": Section(
        _("Storyline"), (plain(models.Tagline), plain(models.PlotSummary), plain(models.Synopsis))
    ),
    "trivia": Section(_("Trivia and goofs"), (plain(models.Trivia), plain(models.Goof))),
    "quotes": Section(_("Quotes and music"), (QuoteInline, SoundtrackInline)),
    "versions": Section(
        _("Connections and versions"),
        (ConnectionInline, plain(models.AlternateVersion), plain(models.CrazyCredit)),
    ),
    "faq": Section(_("FAQ"), (plain(models.FaqEntry),)),
    "technical": Section(
        _("Technical and locations"), (plain(models.TechnicalSpec), plain(models.FilmingLocation))
    ),
    "media": Section(_("Pictures and videos"), (ImageInline, VideoInline)),
    "elsewhere": Section(_("Elsewhere"), (plain(models.ExternalLink), ExternalIdInline)),
}
