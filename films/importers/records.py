"""What an importer hands over: one plain record a title or person, whatever the source looked like.

The shapes below are those of the starter catalogue (films/starter/README.md); other importers fill the same.
"""

from dataclasses import dataclass, field

from films.partial_date import PartialDate


@dataclass(frozen=True)
class NotedValue:
    value: str
    note: str = ""


@dataclass(frozen=True)
class RuntimeRecord:
    minutes: int
    note: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class AkaRecord:
    text: str
    country: str = ""
    language: str = ""
    note: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class CreditRecord:
    person: str
    category: str
    billing: int = 0
    job: str = ""
    characters: list[str] = field(default_factory=list)
    note: str = ""
    credited_as: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class ReleaseDateRecord:
    date: PartialDate
    kind: str
    country: str = ""
    place: str = ""
    note: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class CertificateRecord:
    country: str
    rating: str
    note: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class CompanyCreditRecord:
    name: str
    role: str
    country: str = ""
    note: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class BoxOfficeRecord:
    kind: str
    amount: int
    currency: str
    territory: str = ""
    date: PartialDate | None = None
    note: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class NominationRecord:
    event: str
    year: int
    award: str
    outcome: str
    category: str = ""
    note: str = ""
    recipients: list[str] = field(default_factory=list)
    source_url: str = ""


@dataclass(frozen=True)
class ConnectionRecord:
    """`to_slug` names another record of the same file."""

    kind: str
    to_slug: str
    note: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class PlotSummaryRecord:
    text: str
    author: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class RemarkRecord:
    """Trivia, a crazy credit, an alternate version."""

    text: str
    is_spoiler: bool = False
    source_url: str = ""


@dataclass(frozen=True)
class GoofRecord:
    category: str
    text: str
    is_spoiler: bool = False
    source_url: str = ""


@dataclass(frozen=True)
class QuoteLineRecord:
    text: str
    speaker: str = ""
    note: str = ""


@dataclass(frozen=True)
class QuoteRecord:
    lines: list[QuoteLineRecord]
    context: str = ""
    note: str = ""
    is_spoiler: bool = False
    source_url: str = ""


@dataclass(frozen=True)
class SoundtrackRecord:
    work: str
    credits: list[str] = field(default_factory=list)
    source_url: str = ""


@dataclass(frozen=True)
class FaqRecord:
    question: str
    answer: str = ""
    is_spoiler: bool = False
    source_url: str = ""


@dataclass(frozen=True)
class LocationRecord:
    place: str
    country: str = ""
    note: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class SpecRecord:
    kind: str
    value: str
    note: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class VideoRecord:
    name: str
    kind: str = "trailer"
    duration_seconds: int | None = None
    url: str = ""


@dataclass(frozen=True)
class LinkRecord:
    kind: str
    url: str
    label: str


@dataclass(frozen=True)
class TitleRecord:
    """One title with all of its sections. `slug` is the record's name within its file."""

    slug: str
    title_type: str
    primary_title: str
    original_title: str = ""
    year: int | None = None
    end_year: int | None = None
    plot_outline: str = ""
    is_cast_complete: bool = False
    awards_summary: str = ""
    spotlight_date: PartialDate | None = None
    runtimes: list[RuntimeRecord] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    synopsis: str = ""
    color: list[NotedValue] = field(default_factory=list)
    aspect_ratio: list[NotedValue] = field(default_factory=list)
    sound_mix: list[NotedValue] = field(default_factory=list)
    technical: list[SpecRecord] = field(default_factory=list)
    akas: list[AkaRecord] = field(default_factory=list)
    credits: list[CreditRecord] = field(default_factory=list)
    release_dates: list[ReleaseDateRecord] = field(default_factory=list)
    certificates: list[CertificateRecord] = field(default_factory=list)
    companies: list[CompanyCreditRecord] = field(default_factory=list)
    box_office: list[BoxOfficeRecord] = field(default_factory=list)
    awards: list[NominationRecord] = field(default_factory=list)
    connections: list[ConnectionRecord] = field(default_factory=list)
    taglines: list[str] = field(default_factory=list)
    plot_summaries: list[PlotSummaryRecord] = field(default_factory=list)
    trivia: list[RemarkRecord] = field(default_factory=list)
    goofs: list[GoofRecord] = field(default_factory=list)
    quotes: list[QuoteRecord] = field(default_factory=list)
    soundtracks: list[SoundtrackRecord] = field(default_factory=list)
    crazy_credits: list[RemarkRecord] = field(default_factory=list)
    alternate_versions: list[RemarkRecord] = field(default_factory=list)
    faq: list[FaqRecord] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    locations: list[LocationRecord] = field(default_factory=list)
    videos: list[VideoRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)
    identifiers: dict[str, str] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PersonRecord:
    name: str
    native_name: str = ""
    birth_date: PartialDate | None = None
    birth_place: str = ""
    country: str = ""
    death_date: PartialDate | None = None
    death_place: str = ""
    bio: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
