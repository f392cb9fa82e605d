"""The lines of reviews/starter/*.jsonl (reviews/starter/README.md)."""

from dataclasses import dataclass

from films.partial_date import PartialDate


@dataclass(frozen=True)
class DemoMemberRecord:
    username: str
    display_name: str


@dataclass(frozen=True)
class DemoReviewRecord:
    slug: str
    author: str
    headline: str
    body: str
    language: str
    date: PartialDate
    rating: int | None = None
    contains_spoilers: bool = False
    helpful_yes: int = 0
    helpful_no: int = 0


@dataclass(frozen=True)
class CriticReviewRecord:
    slug: str
    publication: str
    url: str
    critic: str = ""
    date: PartialDate | None = None
    language: str = "en"
