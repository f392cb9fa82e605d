"""What readers make of their sources: the lines of reviews/starter/*.jsonl, and the rows of members' exports."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Protocol

from films.partial_date import PartialDate
from reviews.models import ImportKind

# The lines of reviews/starter/*.jsonl (reviews/starter/README.md).


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


# What members bring from elsewhere, whatever site it is from.


@dataclass(frozen=True)
class Clues:
    """What a row says of the title it is about. `ids` are (IdSource, key) pairs; `title_id` is a key of this site."""

    name: str = ""
    year: int | None = None
    other_names: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    title_id: int | None = None

    @property
    def key(self) -> str:
        """The same for rows that name their title alike."""
        words = (self.name, self.year, self.other_names, self.ids, self.title_id)
        return blake2b(repr(words).encode(errors="replace"), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Record:
    """One thing that a row says. What `content` holds is told by the module of its kind (importers/kinds/).

    Without clues it is about no title; `name` then says in words what it is about.
    """

    part: str
    line: int
    kind: ImportKind
    clues: Clues | None
    content: dict[str, Any]
    name: str = ""


@dataclass(frozen=True)
class Unreadable:
    """A row of which nothing could be made, and why, in words for its owner."""

    part: str
    line: int
    reason: str
    name: str = ""


@dataclass(frozen=True)
class Upload:
    """A file as it was brought, unpacked: path → bytes. `hint` is what the member says it is, if anything.

    `left_out` grows by (path, why) of what nothing is read from.
    """

    name: str
    files: dict[str, bytes]
    hint: str = ""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    """Each CSV as rows of cells, once importers.tables.tables_of has read them."""

    @property
    def is_alone(self) -> bool:
        """One file, so that what is wrong with it is wrong with all."""
        return len(self.files) == 1


class NotUsable(Exception):  # noqa: N818  it is an answer
    """The file as a whole cannot be taken; the message says why, in words for its owner."""


class Source(Protocol):
    """A module that reads one site's exports."""

    NAME: str

    def recognises(self, upload: Upload) -> bool: ...

    def read(self, upload: Upload) -> Iterator[Record | Unreadable]: ...
