"""IMDb's exports: ratings.csv, a watchlist, a list. One CSV each, of three generations.

Until 2017 everything has the same sixteen columns, quoted, with dates like “Sat Apr 23 08:36:35 2011”. Then
come thirteen columns and names in camel case, in Latin-1; since 2024 “Original Title” and UTF-8. Types
and genres are in the member's language, so nothing hangs on them.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from films.models import IdSource
from reviews.importers.records import Clues, Record, Unreadable, Upload
from reviews.importers.tables import Row, has, header_of, rows_under, tables_of
from reviews.importers.values import date_or_none, imdb_key, moment_of, stars_in, year_in
from reviews.models import ImportKind

NAME = "IMDb"


def recognises(upload: Upload) -> bool:
    return any(_header_at(lines) is not None for lines in tables_of(upload).values())


def read(upload: Upload) -> Iterator[Record | Unreadable]:
    for part, lines in tables_of(upload).items():
        at = _header_at(lines)
        if at is None:
            continue
        header = header_of(lines[at])
        as_kind = _kind(part, header, upload.hint)
        for row in rows_under(lines, at, part):
            yield from [row] if isinstance(row, Unreadable) else _records(part, row, as_kind)


def _header_at(lines: list[list[str]]) -> int | None:
    """The header is the first line that is not blank."""
    at = next((number for number, cells in enumerate(lines) if any(cells)), None)
    return at if at is not None and has(lines[at], "const", "title") else None


def _kind(part: str, header: list[str], hint: str) -> ImportKind:
    """What the file is: as its member says, as its columns say, as its name says, in this order."""
    name = PurePosixPath(part).stem.lower()
    if hint in ("watchlist", "list", "ratings"):
        name = hint
    elif "position" not in header:
        name = "ratings"
    if "rating" in name:
        return ImportKind.RATING
    return ImportKind.WATCHLIST if "watchlist" in name else ImportKind.LIST_ENTRY


def _records(part: str, row: Row, kind: ImportKind) -> Iterator[Record | Unreadable]:
    clues = _clues(row)
    if not clues.ids and not clues.name:
        yield Unreadable(part, row.line, _("The row names no title."))
        return
    if kind == ImportKind.RATING:
        yield _rating(part, row, clues)
        return
    yield Record(part, row.line, kind, clues, _content(part, row, kind))
    if row.get("your rating", "you rated"):  # a watchlist and a list tell the member's own stars, too
        yield _rating(part, row, clues)


def _clues(row: Row) -> Clues:
    key = imdb_key(row.get("const"), row.get("url"))
    name, original = row.get("title"), row.get("original title")
    return Clues(
        name=name[:300],
        year=year_in(row.get("year")) or _year_of(row),
        other_names=(original[:300],) if original and original != name else (),
        ids=((str(IdSource.IMDB), key),) if key else (),
    )


def _year_of(row: Row) -> int | None:
    released = date_or_none(row.get("release date", "release date (month/day/year)"))
    return released.year if released else None


def _rating(part: str, row: Row, clues: Clues) -> Record | Unreadable:
    try:
        stars = stars_in(row.get("your rating", "you rated"))
    except ValueError as error:
        return Unreadable(part, row.line, str(error), clues.name)
    given = moment_of(row.get("date rated", "created"))
    return Record(part, row.line, ImportKind.RATING, clues, {"stars": stars, "given_at": given})


def _content(part: str, row: Row, kind: ImportKind) -> dict[str, Any]:
    added = moment_of(row.get("created"))
    if kind == ImportKind.WATCHLIST:
        return {"added_at": added}
    name = PurePosixPath(part).stem.replace("_", " ").strip() or NAME
    return {"list": name[:160], "note": row.get("description")[:1000], "added_at": added}
