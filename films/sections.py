"""A title's sub-pages: what each is called, where it stands, and which rows it lists.

From this one table come the addresses, the index on every sub-page, the links of the title page and the
sitemap. A section with several lists (dates and other titles of a release) shows them one after the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import models
from .models import Title

Rows = Callable[[Title], QuerySet]
SHORT_ROWS, LONG_ROWS = 1000, 100


@dataclass(frozen=True)
class Listing:
    """One list of a section: its rows in order; `label` gives what the rows of one group have in common."""

    name: str
    rows: Rows
    label: Callable[[Any, Title], Any] | None = None


@dataclass(frozen=True)
class Section:
    """A sub-page: `name` in code and templates, `word` in its address, `page_length` rows of each list a page."""

    name: str
    word: str
    heading: Promise
    lists: tuple[Listing, ...]
    page_length: int = SHORT_ROWS
    folder: str = "films/sections"

    @property
    def template(self) -> str:
        return f"{self.folder}/_{self.name}.html"

    def count(self, counts: dict[str, int]) -> int:
        """How many rows it has in all, of the counts of each list."""
        return sum(counts.get(each.name, 0) for each in self.lists)


def _of(model: Any, *related: str) -> Rows:
    """Rows in the order that the curator gave, with the rows they point to."""
    return lambda title: model.objects.for_title(title).in_order().select_related(*related or [None])


def _by(model: Any, field: str, *related: str) -> Rows:
    """Rows by kind, the kinds in the order in which they are declared, then in the curator's."""
    place = "billing" if model is models.Credit else "position"
    order = (models.declared_order(model, field), place, "id")
    return lambda title: model.objects.for_title(title).order_by(*order).select_related(*related or [None])


def _kind(field: str) -> Callable[[Any, Title], str]:
    return lambda row, title: getattr(row, f"get_{field}_display")()


def _one(
    name: str, heading: Promise, rows: Rows, label: Any = None, page_length: int = SHORT_ROWS
) -> Section:
    """A section of one list, of the same name."""
    return Section(name, name.replace("_", "-"), heading, (Listing(name, rows, label),), page_length)


def _texts(name: str, heading: Promise, rows: Rows, label: Any = None) -> Section:
    """A section of one list of longer texts."""
    return _one(name, heading, rows, label, LONG_ROWS)


SECTIONS = (
    _one(
        "credits",
        _("Full cast and crew"),
        _by(models.Credit, "category", "person__photo"),
        lambda credit, title: credit.category,
    ),
    Section(
        "release_info",
        "release-info",
        _("Release info"),
        (Listing("release_dates", _of(models.ReleaseDate)), Listing("akas", _of(models.Aka))),
    ),
    _one(
        "certificates",
        _("Certificates"),
        _of(models.Certificate),
        lambda certificate, title: certificate.country_name,
    ),
    _one(
        "awards",
        _("Awards"),
        lambda title: models.Nomination.objects.for_title(title).by_event().with_recipients(),
        lambda nomination, title: (nomination.event, nomination.year),
    ),
    Section(
        "plot",
        "plot",
        _("Plot summaries and synopsis"),
        (Listing("plot_summaries", _of(models.PlotSummary)), Listing("synopsis", _of(models.Synopsis))),
        LONG_ROWS,
    ),
    _one("taglines", _("Taglines"), _of(models.Tagline)),
    _one("keywords", _("Keywords"), _of(models.TitleKeyword, "keyword")),
    Section(
        "photos",
        "photos",
        _("Photos"),
        (Listing("stills", lambda title: models.Image.objects.for_title(title).stills().in_order()),),
        LONG_ROWS,
    ),
    _texts("videos", _("Videos"), _of(models.Video, "poster_frame")),
    _texts("trivia", _("Trivia"), _of(models.Trivia)),
    _texts("goofs", _("Goofs"), _by(models.Goof, "category"), _kind("category")),
    _texts(
        "quotes", _("Quotes"), lambda title: models.Quote.objects.for_title(title).in_order().with_lines()
    ),
    _one(
        "connections",
        _("Connections"),
        _by(models.Connection, "kind", "title", "other_title"),
        lambda connection, title: connection.label_for(title),
    ),
    _texts(
        "soundtracks",
        _("Soundtracks"),
        lambda title: models.Soundtrack.objects.for_title(title).in_order().with_lines(),
    ),
    _texts("crazy_credits", _("Crazy credits"), _of(models.CrazyCredit)),
    _texts("alternate_versions", _("Alternate versions"), _of(models.AlternateVersion)),
    _texts("faq", _("Frequently asked questions"), _of(models.FaqEntry)),
    _one("locations", _("Filming locations"), _of(models.FilmingLocation)),
    Section(
        "specs",
        "technical-specs",
        _("Technical specs"),
        (
            Listing("runtimes", _of(models.Runtime)),
            Listing("specs", _by(models.TechnicalSpec, "kind"), _kind("kind")),
        ),
    ),
    _one("companies", _("Company credits"), _by(models.CompanyCredit, "role", "company"), _kind("role")),
    _one("box_office", _("Box office"), _by(models.BoxOfficeFigure, "kind"), _kind("kind")),
    Section(
        "external_sites",
        "external-sites",
        _("External sites"),
        (
            Listing("links", _by(models.ExternalLink, "kind"), _kind("kind")),
            Listing("external_ids", lambda title: models.ExternalId.objects.for_title(title).in_order()),
        ),
    ),
)


def listed_rows(title: Title) -> dict[str, QuerySet]:
    """Every list of the catalogue's sections by its name, as gathering.count_each takes them."""
    return {each.name: each.rows(title) for section in SECTIONS for each in section.lists}
