from .aka import Aka
from .award import AwardEvent, Nomination, NominationRecipient, Outcome, awards_line
from .box_office import BoxOfficeFigure, BoxOfficeKind
from .company import Company, CompanyCredit, CompanyRole
from .credit import ON_SCREEN, Credit, CreditCategory
from .did_you_know import (
    DERIVED_LABELS,
    AlternateVersion,
    Connection,
    ConnectionKind,
    CrazyCredit,
    Goof,
    GoofCategory,
    Quote,
    QuoteLine,
    Soundtrack,
    SoundtrackLine,
    Trivia,
)
from .duplicate import CandidateStatus, DuplicateCandidate, DuplicateScan, Likeness, LikenessKey
from .external import ExternalId, ExternalLink, IdSource, LinkKind
from .fact import TitleFact, declared_order
from .faq import FaqEntry
from .image import Image, ImageKind, Video, VideoKind
from .large_change import LargeChange, LargeDeed, LargeStatus
from .merge import Deed, Merge, MergedRecord, MergedRow, RecordKind
from .origin import CountryOfOrigin, Runtime, SpokenLanguage
from .person import Person, PersonName
from .release import Certificate, ReleaseDate, ReleaseKind
from .revision import Change, Revision, RevisionKind
from .search_entry import PersonEntry, TitleEntry
from .storyline import PlotSummary, Synopsis, Tagline
from .subject import Genre, Keyword, TitleGenre, TitleKeyword
from .suggestion import Suggestion, SuggestionStatus, SuggestionVerb
from .technical import FilmingLocation, SpecKind, TechnicalSpec
from .title import OUTLINE_LENGTH, Title, TitleType

__all__ = [
    "DERIVED_LABELS",
    "ON_SCREEN",
    "OUTLINE_LENGTH",
    "Aka",
    "AlternateVersion",
    "AwardEvent",
    "BoxOfficeFigure",
    "BoxOfficeKind",
    "CandidateStatus",
    "Certificate",
    "Change",
    "Company",
    "CompanyCredit",
    "CompanyRole",
    "Connection",
    "ConnectionKind",
    "CountryOfOrigin",
    "CrazyCredit",
    "Credit",
    "CreditCategory",
    "Deed",
    "DuplicateCandidate",
    "DuplicateScan",
    "ExternalId",
    "ExternalLink",
    "FaqEntry",
    "FilmingLocation",
    "Genre",
    "Goof",
    "GoofCategory",
    "IdSource",
    "Image",
    "ImageKind",
    "Keyword",
    "LargeChange",
    "LargeDeed",
    "LargeStatus",
    "Likeness",
    "LikenessKey",
    "LinkKind",
    "Merge",
    "MergedRecord",
    "MergedRow",
    "Nomination",
    "NominationRecipient",
    "Outcome",
    "Person",
    "PersonEntry",
    "PersonName",
    "PlotSummary",
    "Quote",
    "QuoteLine",
    "RecordKind",
    "ReleaseDate",
    "ReleaseKind",
    "Revision",
    "RevisionKind",
    "Runtime",
    "Soundtrack",
    "SoundtrackLine",
    "SpecKind",
    "SpokenLanguage",
    "Suggestion",
    "SuggestionStatus",
    "SuggestionVerb",
    "Synopsis",
    "Tagline",
    "TechnicalSpec",
    "Title",
    "TitleEntry",
    "TitleFact",
    "TitleGenre",
    "TitleKeyword",
    "TitleType",
    "Trivia",
    "Video",
    "VideoKind",
    "awards_line",
    "declared_order",
]
