"""What members may suggest changes to: every kind of row of a title, a person or a company, by its word.

From this one table come the addresses of the forms, their fields, and the links to them below each section.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from . import models

RECORD = "record"
"""The word for the title, the person or the company itself."""

OWNERS: dict[str, type[Model]] = {"title": models.Title, "person": models.Person, "company": models.Company}
# A row's place is given at the desk, and its source is asked for with the suggestion.
_LEFT_OUT = ("position", "billing", "source_url", "poster_frame", "file")


@dataclass(frozen=True)
class Lines:
    """Rows below a row, written as one line of text each: what is said in a quote, who was nominated."""

    model: Any
    parent: str
    label: Any
    help_text: Any
    read: Callable[[str], dict[str, Any]]
    write: Callable[[Any], str]
    is_required: bool = False

    def of(self, row: Any) -> list[Any]:
        if not row.pk:
            return []
        rows = self.model.objects.filter(**{self.parent: row})
        return list(rows.order_by("position", "pk"))


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


_SAID = re.compile(
    r"(?:(?P<speaker>[^:()]{1,120}?)(?: \((?P<note>[^()]{1,120})\))?: )?(?P<text>.+)", re.DOTALL
)


def _quote_line(text: str) -> dict[str, Any]:
    match = _SAID.fullmatch(text)
    return {name: value or "" for name, value in match.groupdict().items()} if match else {"text": text}


def _quote_text(line: models.QuoteLine) -> str:
    speaker = f"{line.speaker} ({line.note})" if line.note and line.speaker else line.speaker
    return f"{speaker}: {line.text}" if speaker else line.text


QUOTE_LINES = Lines(
    models.QuoteLine,
    "quote",
    _("What is said"),
    _("A line for each speaker: “Speaker: text” or “Speaker (whispering): text”."),
    _quote_line,
    _quote_text,
    is_required=True,
)
SOUNDTRACK_LINES = Lines(
    models.SoundtrackLine,
    "soundtrack",
    _("Credits"),
    _("One a line, as they stand: “Composed by …”."),
    lambda text: {"text": text},
    lambda line: str(line.text),
)
RECIPIENTS = Lines(
    models.NominationRecipient,
    "nomination",
    _("Who was named"),
    _("One name a line."),
    lambda text: {"announced_name": text},
    lambda recipient: str(recipient.name),
)


def _of_title(word: str, model: Any, section: str = "", lines: Lines | None = None) -> Contribution:
    return Contribution(word, model, "title", section, _fields_of(model, "title"), lines)


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

CONTRIBUTIONS = (
    *(Contribution(RECORD, model, owner, "", _RECORD_FIELDS[owner]) for owner, model in OWNERS.items()),
    _of_title("genre", models.TitleGenre),
    _of_title("country", models.CountryOfOrigin),
    _of_title("language", models.SpokenLanguage),
    _of_title("credit", models.Credit, "credits"),
    _of_title("release-date", models.ReleaseDate, "release_info"),
    _of_title("aka", models.Aka, "release_info"),
    _of_title("certificate", models.Certificate, "certificates"),
    _of_title("nomination", models.Nomination, "awards", RECIPIENTS),
    _of_title("plot-summary", models.PlotSummary, "plot"),
    _of_title("synopsis", models.Synopsis, "plot"),
    _of_title("tagline", models.Tagline, "taglines"),
    _of_title("keyword", models.TitleKeyword, "keywords"),
    _of_title("image", models.Image, "photos"),
    _of_title("video", models.Video, "videos"),
    _of_title("trivia", models.Trivia, "trivia"),
    _of_title("goof", models.Goof, "goofs"),
    _of_title("quote", models.Quote, "quotes", QUOTE_LINES),
    _of_title("connection", models.Connection, "connections"),
    _of_title("soundtrack", models.Soundtrack, "soundtracks", SOUNDTRACK_LINES),
    _of_title("crazy-credit", models.CrazyCredit, "crazy_credits"),
    _of_title("alternate-version", models.AlternateVersion, "alternate_versions"),
    _of_title("faq", models.FaqEntry, "faq"),
    _of_title("location", models.FilmingLocation, "locations"),
    _of_title("runtime", models.Runtime, "specs"),
    _of_title("spec", models.TechnicalSpec, "specs"),
    _of_title("company-credit", models.CompanyCredit, "companies"),
    _of_title("box-office", models.BoxOfficeFigure, "box_office"),
    _of_title("link", models.ExternalLink, "external_sites"),
    _of_title("external-id", models.ExternalId, "external_sites"),
    Contribution("image", models.Image, "person", "", _fields_of(models.Image, "person")),
    Contribution("name", models.PersonName, "person", "", _fields_of(models.PersonName, "person")),
    *(
        Contribution("external-id", models.ExternalId, owner, "", _fields_of(models.ExternalId, owner))
        for owner in ("person", "company")
    ),
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
