"""What a title page shows of the catalogue: the first rows of every section, and how many there are, in two queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .gathering import Wanted, count_each, gather
from .models import (
    Aka,
    BoxOfficeFigure,
    Certificate,
    CompanyCredit,
    Connection,
    CountryOfOrigin,
    CrazyCredit,
    Credit,
    CreditCategory,
    ExternalId,
    ExternalLink,
    FaqEntry,
    FilmingLocation,
    Goof,
    Image,
    Nomination,
    Outcome,
    PlotSummary,
    Quote,
    QuoteLine,
    ReleaseDate,
    ReleaseKind,
    Runtime,
    Soundtrack,
    SoundtrackLine,
    SpokenLanguage,
    Tagline,
    TechnicalSpec,
    Title,
    TitleGenre,
    TitleKeyword,
    Trivia,
    Video,
    awards_line,
)
from .sections import listed_rows

CAST_LENGTH = 15
STRIP_LENGTH = 6
CREW_LENGTH = 24
STARS_LENGTH = 3
SHOWN_TO_THE_PUBLIC = (ReleaseKind.THEATRICAL, ReleaseKind.LIMITED, ReleaseKind.TV, ReleaseKind.INTERNET)


@dataclass(frozen=True)
class TitlePage:
    """A title's sections by name: `rows["trivia"]` the first rows, `counts["trivia"]` how many there are."""

    title: Title
    rows: dict[str, list[Any]]
    counts: dict[str, int]
    videos: list[Video]

    @property
    def certificate(self) -> Certificate | None:
        """The one of the site's own country, else the first listed."""
        return _first(
            each for each in self.rows["certificates"] if each.country == settings.HOME_COUNTRY
        ) or _first(self.rows["certificates"])

    @property
    def release_date(self) -> ReleaseDate | None:
        """When the public of the site's own country first saw it, else the public anywhere, else anybody."""
        dates = self.rows["release_dates"]
        public = [each for each in dates if each.kind in SHOWN_TO_THE_PUBLIC]
        at_home = [each for each in public if each.country == settings.HOME_COUNTRY]
        return _first([*at_home, *public, *dates])

    @property
    def stars(self) -> list[Credit]:
        return self.rows["cast"][:STARS_LENGTH]

    @property
    def directors(self) -> list[Credit]:
        return [each for each in self.rows["crew"] if each.category == CreditCategory.DIRECTOR]

    @property
    def writers(self) -> list[Credit]:
        return [each for each in self.rows["crew"] if each.category == CreditCategory.WRITER]

    @property
    def summary(self) -> str:
        """The storyline's text: the first plot summary, else the outline."""
        first = _first(self.rows["plot_summaries"])
        return first.text if first else self.title.plot_outline

    @property
    def specs(self) -> list[tuple[str, list[TechnicalSpec]]]:
        """(label, specs) by kind, in the order of the first of each kind."""
        specs = self.rows["specs"]
        first_places = {each.kind: place for place, each in reversed(list(enumerate(specs)))}
        by_kind = sorted(specs, key=lambda each: first_places[each.kind])
        return [(each[0].get_kind_display(), each) for each in _grouped(by_kind, "kind")]

    @property
    def connections(self) -> list[tuple[str, Title, str]]:
        """(label, other title, note) of each connection as it reads from this side."""
        return [
            (each.label_for(self.title), each.other_side(self.title), each.note)
            for each in self.rows["connections"]
        ]

    @property
    def awards_line(self) -> str:
        """The curators' line, else one composed from the nominations."""
        if self.title.awards_summary:
            return self.title.awards_summary
        prize = next((each.event.headline_prize for each in self.rows["prize_nominations"]), "")
        prize_wins = sum(each.outcome == Outcome.WON for each in self.rows["prize_nominations"])
        prize_losses = len(self.rows["prize_nominations"]) - prize_wins
        return awards_line(
            prize,
            prize_wins,
            prize_losses,
            self.counts["wins"] - prize_wins,
            self.counts["nominations"] - prize_losses,
        )

    @property
    def sections(self) -> list[tuple[str, str]]:
        """(anchor, heading) of the sections that this title has, in the order of the page."""
        present = (
            ("photos", _("Photos"), self.rows["stills"]),
            ("cast", _("Cast"), self.rows["cast"]),
            ("storyline", _("Storyline"), self.has_storyline),
            ("did-you-know", _("Did you know?"), self.has_did_you_know),
            ("user-reviews", _("User reviews"), True),
            ("faq", _("FAQ"), True),
            ("details", _("Details"), self.has_details),
            ("box-office", _("Box office"), self.rows["box_office"]),
            ("company-credits", _("Company credits"), self.rows["companies"]),
            ("technical-specs", _("Technical specs"), self.has_technical_specs),
        )
        return [(anchor, str(heading)) for anchor, heading, is_present in present if is_present]

    @property
    def has_storyline(self) -> bool:
        return bool(self.summary) or self._has("taglines", "genres", "certificates", "keywords")

    @property
    def has_did_you_know(self) -> bool:
        return self._has("trivia", "goofs", "quotes", "connections", "soundtracks", "crazy_credits")

    @property
    def has_details(self) -> bool:
        return self._has("countries", "languages", "release_dates", "akas", "locations", "links")

    @property
    def has_technical_specs(self) -> bool:
        return self._has("runtimes", "specs")

    def _has(self, *names: str) -> bool:
        return any(self.rows[name] for name in names)


def title_page(title: Title) -> TitlePage:
    """Gather a title's page: two queries for all sections and one for its videos, however much there is."""
    videos = Video.objects.for_title(title).in_order().select_related("poster_frame")[:STRIP_LENGTH]
    return TitlePage(title, gather(_wanted, title), count_each(_counted, title), list(videos))


def _wanted(title: Title) -> dict[str, Wanted]:
    def first(model: Any, limit: int | None = None, related: tuple[str, ...] = ()) -> Wanted:
        return Wanted(model.objects.for_title(title).in_order(), related, limit)

    credited = Credit.objects.for_title(title).in_order()
    quotes = Quote.objects.for_title(title).in_order()
    soundtracks = Soundtrack.objects.for_title(title).in_order()
    return {
        "genres": first(TitleGenre, related=("genre",)),
        "countries": first(CountryOfOrigin),
        "languages": first(SpokenLanguage),
        "runtimes": first(Runtime),
        "keywords": first(TitleKeyword, 8, ("keyword",)),
        "akas": first(Aka, 5),
        "cast": Wanted(credited.on_screen(), ("person", "person__photo"), CAST_LENGTH),
        "crew": Wanted(credited.by_authors(), ("person",), CREW_LENGTH),
        "release_dates": first(ReleaseDate, 60),
        "certificates": first(Certificate, 60),
        "box_office": first(BoxOfficeFigure, 8),
        "companies": Wanted(CompanyCredit.objects.for_title(title).production().in_order(), ("company",), 4),
        "prize_nominations": Wanted(Nomination.objects.for_title(title).headline().in_order(), ("event",)),
        "taglines": first(Tagline, 1),
        "plot_summaries": first(PlotSummary, 1),
        "trivia": first(Trivia, 1),
        "goofs": first(Goof, 1),
        "crazy_credits": first(CrazyCredit, 1),
        "quotes": Wanted(quotes, limit=1),
        "quote_lines": Wanted(
            QuoteLine.objects.filter(quote__in=quotes[:1].values("pk")).order_by("position", "id")
        ),
        "soundtracks": Wanted(soundtracks, limit=1),
        "soundtrack_lines": Wanted(
            SoundtrackLine.objects.filter(soundtrack__in=soundtracks[:1].values("pk")).order_by(
                "position", "id"
            )
        ),
        "connections": first(Connection, 6, ("title", "other_title")),
        "faq": first(FaqEntry, 3),
        "locations": first(FilmingLocation, 3),
        "specs": first(TechnicalSpec, 12),
        "stills": Wanted(Image.objects.for_title(title).stills().in_order(), limit=STRIP_LENGTH),
        "links": Wanted(ExternalLink.objects.for_title(title).alive().in_order(), limit=6),
        "external_ids": Wanted(ExternalId.objects.for_title(title).in_order()),
    }


def _counted(title: Title) -> dict[str, Any]:
    nominations = Nomination.objects.for_title(title)
    return listed_rows(title) | {
        "cast": Credit.objects.for_title(title).on_screen(),
        "wins": nominations.won(),
        "nominations": nominations.lost(),
    }


def _first(rows: Iterable[Any]) -> Any:
    return next(iter(rows), None)


def _grouped(rows: list[Any], attribute: str) -> list[list[Any]]:
    return [list(group) for _, group in groupby(rows, key=lambda row: getattr(row, attribute))]
