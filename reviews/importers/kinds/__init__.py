"""What a row can say, one module each: the same three verbs, which the jobs of reviews/importing.py call.

- `look(member, rows, seen)`: of rows whose title is found, mark those that the member has already, here or in an
  earlier row (`seen`), as PRESENT. One query for all of them.
- `write(run, rows)`: write them through the verbs of the site, and note in each row what became of it, with
  all that taking it back needs. Inside one transaction, with the numbers of all their titles locked.
- `take_back(member, rows)`: undo what was written, as far as the member has not changed it since.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from accounts.models import User
from reviews.importers.clock import Clock
from reviews.models import ImportKind, ImportRow, RowOutcome, RowState

Seen = set[tuple[object, ...]]


@dataclass(frozen=True)
class Run:
    """Whose rows are written, and what they chose at the preview."""

    member: User
    replaces: bool
    keeps_drafts: bool
    language: str
    takes_profile: bool
    clock: Clock

    def wants(self, row: ImportRow) -> bool:
        """What the member has stands, unless they chose the file's; what is new comes in."""
        return row.state == RowState.MATCHED or (row.is_different and self.replaces)


class Kind(Protocol):
    def look(self, member: User, rows: Sequence[ImportRow], seen: Seen) -> None: ...

    def write(self, run: Run, rows: Sequence[ImportRow]) -> None: ...

    def take_back(self, member: User, rows: Sequence[ImportRow]) -> None: ...


def kinds() -> dict[str, Kind]:
    """In the order in which they are written: a review carries the stars that its author gave."""
    from reviews.importers.kinds import (
        empty_lists,
        follows,
        helpful_votes,
        interest_votes,
        lists,
        profile,
        ratings,
        searches,
        texts,
        viewings,
        watchlist,
    )

    return {
        ImportKind.RATING: ratings,
        ImportKind.REVIEW: texts,
        ImportKind.VIEWING: viewings,
        ImportKind.WATCHLIST: watchlist,
        ImportKind.LIST_ENTRY: lists,
        ImportKind.HELPFUL_VOTE: helpful_votes,
        ImportKind.INTEREST_VOTE: interest_votes,
        ImportKind.LIST: empty_lists,
        ImportKind.FOLLOW: follows,
        ImportKind.SEARCH: searches,
        ImportKind.PROFILE: profile,
    }


def titles_of(rows: Iterable[ImportRow]) -> set[int]:
    return {row.title_id for row in rows if row.title_id}


def moment(row: ImportRow, key: str) -> datetime | None:
    """A moment that the row tells, if it does."""
    return datetime.fromisoformat(row.content[key]) if row.content.get(key) else None


def mark_present(row: ImportRow, *, is_different: bool = False, reason: str = "") -> None:
    row.state, row.is_different, row.reason = RowState.PRESENT, is_different, reason


def settle(
    row: ImportRow, outcome: RowOutcome, written: dict[str, Any] | None = None, reason: str = ""
) -> None:
    row.outcome, row.written = outcome, written or {}
    row.reason = reason or row.reason
