"""What members may suggest changes to: every kind of row of a title, a person or a company, by its word.

From this one table come the addresses of the forms, their fields, and the links to them below each section.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from . import models
from .lines import LINES, Lines

RECORD = "record"
"""The word for the title, the person or the company itself."""

OWNERS: dict[str, type[Model]] = {"title": models.Title, "person": models.Person, "company": models.Company}
# A row's place is given at the desk, and its source is asked for with the suggestion.
_LEFT_OUT = ("position", "billing", "source_url", "poster_frame", "file")


@dataclass(frozen=True)
class Contribution:
    """A kind of row: its model, whose it is, the section of a title that shows it, and what is asked for."""

    word: str
    model: Any
    owner: str
    section: str = ""
    fields: tuple[str, ...] = ()
    lines: Lines | None = None

    @property
    def name(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def plural(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def has_picture(self) -> bool:
        """Whether one is uploaded to add such a row."""
        return self.model is models.Image

    @property
    def is_record(self) -> bool:
        return self.word == RECORD

    def rows_of(self, record: Any) -> Any:
        """Its rows, as the desk lists them."""
        if self.is_record:
            return self.model.objects.filter(pk=record.pk)
        names = {field.name for field in self.model._meta.fields}
        place = next((name for name in ("position", "billing", "date") if name in names), "pk")
        order = ("category", place) if "billing" in names else (place,)
        related = [field.name for field in self.model._meta.fields if field.many_to_one]
        return (
            self.model.objects.filter(**{self.owner: record}).order_by(*order, "pk").select_related(*related)
        )


def _fields_of(model: Any, owner: str) -> tuple[str, ...]:
    """The model's own fields that a form may ask for, in their order."""
    owners = tuple(OWNERS) if model in (models.Image, models.ExternalId) else (owner,)
    return tuple(
        field.name
        for field in model._meta.fields
        if field.editable and not field.primary_key and field.name not in (*owners, *_LEFT_OUT)
    )


_RECORD_FIELDS = {
    "title": (
        "title_type",
        "primary_title",
        "original_title",
        "year",
        "end_year",
        "plot_outline",
        "is_cast_complete",
        "series",
        "season_number",
        "episode_number",
    ),
    "person": (
        "primary_name",
        "native_name",
        "birth_date",
        "birth_place",
        "birth_country",
        "death_date",
        "death_place",
        "bio",
    ),
    "company": ("name", "country"),
}

_OF_TITLES: dict[str, dict[str, Any]] = {
    "": {"genre": models.TitleGenre, "country": models.CountryOfOrigin, "language": models.SpokenLanguage},
    "credits": {"credit": models.Credit},
    "release_info": {"release-date": models.ReleaseDate, "aka": models.Aka},
    "certificates": {"certificate": models.Certificate},
    "awards": {"nomination": models.Nomination},
    "plot": {"plot-summary": models.PlotSummary, "synopsis": models.Synopsis},
    "taglines": {"tagline": models.Tagline},
    "keywords": {"keyword": models.TitleKeyword},
    "photos": {"image": models.Image},
    "videos": {"video": models.Video},
    "trivia": {"trivia": models.Trivia},
    "goofs": {"goof": models.Goof},
    "quotes": {"quote": models.Quote},
    "connections": {"connection": models.Connection},
    "soundtracks": {"soundtrack": models.Soundtrack},
    "crazy_credits": {"crazy-credit": models.CrazyCredit},
    "alternate_versions": {"alternate-version": models.AlternateVersion},
    "faq": {"faq": models.FaqEntry},
    "locations": {"location": models.FilmingLocation},
    "specs": {"runtime": models.Runtime, "spec": models.TechnicalSpec},
    "companies": {"company-credit": models.CompanyCredit},
    "box_office": {"box-office": models.BoxOfficeFigure},
    "external_sites": {"link": models.ExternalLink, "external-id": models.ExternalId},
}
"""The sections of a title's page, and by its word each kind of row they show; first what stands in none."""
_OF_OTHERS: dict[str, dict[str, Any]] = {
    "person": {"image": models.Image, "name": models.PersonName, "external-id": models.ExternalId},
    "company": {"external-id": models.ExternalId},
}


def _kinds(owner: str, section: str, kinds: dict[str, Any]) -> list[Contribution]:
    return [
        Contribution(word, model, owner, section, _fields_of(model, owner), LINES.get(model))
        for word, model in kinds.items()
    ]


CONTRIBUTIONS = (
    *(Contribution(RECORD, model, owner, "", _RECORD_FIELDS[owner]) for owner, model in OWNERS.items()),
    *(each for section, kinds in _OF_TITLES.items() for each in _kinds("title", section, kinds)),
    *(each for owner, kinds in _OF_OTHERS.items() for each in _kinds(owner, "", kinds)),
)
_BY_WORD = {(each.owner, each.word): each for each in CONTRIBUTIONS}


def contribution(owner: str, word: str) -> Contribution | None:
    return _BY_WORD.get((owner, word))


def contributions_to(owner: str) -> list[Contribution]:
    """All kinds of rows that a title, a person or a company has, the record itself first."""
    return [each for each in CONTRIBUTIONS if each.owner == owner]


def contributions_in(section: str) -> list[Contribution]:
    """The kinds of rows that a section of a title shows."""
    return [each for each in CONTRIBUTIONS if section and each.section == section]
