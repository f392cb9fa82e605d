"""Letterboxd's export: a zip of CSVs, or one CSV out of it. Half stars are doubled to stars.

Films are named by name and year alone: an address (https://boxd.it/…) of a diary entry is not the film's.
`deleted/` and `orphaned/`, comments and the profile are left out; of likes, those of films become a list.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from films.models import IdSource
from reviews.importers.html_text import markup_of
from reviews.importers.records import Clues, NotUsable, Record, Unreadable, Upload
from reviews.importers.tables import Row, has, rows_under, tables_of
from reviews.importers.values import date_in, moment_of, stars_in, year_in
from reviews.models import ImportKind

NAME = "Letterboxd"
ORDER = ["ratings", "reviews", "diary", "watchlist", "watched", "likes", "list"]
"""Ratings come first, as reviews carry them; what was watched at some time after what was watched on a day."""

LONGEST = 60_000
"""Signs of a review: what is longer is no review, and takes long to render."""
_ADDRESS = "https://boxd.it/"
_FILM = ("date", "name", "year", "letterboxd uri")
_LEFT_OUT = ("deleted", "orphaned")
_HINTS = {
    "watchlist": "watchlist",
    "watched": "watched",
    "ratings": "ratings",
    "likes": "likes",
    "films": "likes",
}


@dataclass(frozen=True)
class Part:
    """One CSV of the export: its path, which of ORDER it is, its rows, and where among them the header stands."""

    path: str
    what: str
    lines: list[list[str]]
    at: int

    @property
    def has_keys(self) -> bool:
        """Whether its addresses are of films."""
        return self.what not in ("reviews", "diary")

    def rows(self) -> list[Row | Unreadable]:
        rows = list(rows_under(self.lines, self.at, self.path))
        if not self.has_keys:  # a title has one review and one rating here: the newest counts
            rows.sort(key=lambda row: row.get("date") if isinstance(row, Row) else "", reverse=True)
        return rows


@dataclass
class Seen:
    """What holds across the parts: films rated so far, and the keys of films, by their name and year."""

    rated: set[tuple[str, str]] = field(default_factory=set)
    keys: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))


def recognises(upload: Upload) -> bool:
    return any(_header_at(lines) is not None for lines in tables_of(upload).values())


def read(upload: Upload) -> Iterator[Record | Unreadable]:
    seen = Seen()
    found: list[tuple[Part, list[Row | Unreadable]]] = []
    for part in sorted(_parts(upload), key=lambda part: (ORDER.index(part.what), part.path)):
        try:
            found.append((part, part.rows()))
        except NotUsable as error:
            if upload.is_alone:
                raise
            upload.left_out.append((part.path[:200], str(error)))
    for part, rows in found:
        for row in rows:
            if part.has_keys and isinstance(row, Row):
                seen.keys[_film(row)].add(_key(row))
    for part, rows in found:
        yield from _read_part(part, rows, seen)


def _parts(upload: Upload) -> Iterator[Part]:
    for path, lines in tables_of(upload).items():
        at = _header_at(lines)
        try:
            what = "" if at is None or _is_left_out(path) else _what(path, lines[at], upload.hint)
        except NotUsable as error:
            if upload.is_alone:
                raise
            upload.left_out.append((path[:200], str(error)))
            continue
        if what and at is not None:
            yield Part(path, what, lines, at)
        else:
            upload.left_out.append((path[:200], _("nothing of it has a place here")))


def _is_left_out(part: str) -> bool:
    return part.split("/")[0] in _LEFT_OUT or PurePosixPath(part).name in ("profile.csv", "comments.csv")


def _header_at(lines: list[list[str]]) -> int | None:
    """Where the names of columns stand: on top, or in a list below what is said of it."""
    for number, cells in enumerate(lines[:8]):
        if has(cells, *_FILM) or has(cells, "position", "name", "year"):
            return number
    return None


def _what(part: str, header: list[str], hint: str) -> str:
    """Which of ORDER the file is. NotUsable when only its member can tell."""
    if has(header, "position"):
        return "list"
    for column, what in (("review", "reviews"), ("watched date", "diary"), ("rating", "ratings")):
        if has(header, column):
            return what
    stem = PurePosixPath(part).stem.lower()
    what = _HINTS.get(hint) or next((what for word, what in _HINTS.items() if word in stem), "")
    if not what:
        raise NotUsable(
            _("“%s” may be a watchlist, films watched or films liked. Say which it is and upload it again.")
            % part[:80]
        )
    return what


def _read_part(part: Part, rows: list[Row | Unreadable], seen: Seen) -> Iterator[Record | Unreadable]:
    name = _list_name(part.path, part.what, part.lines[: part.at])
    for row in rows:
        if isinstance(row, Unreadable):
            yield row
            continue
        try:
            yield from _records(part, row, name, seen)
        except ValueError as error:
            yield Unreadable(part.path, row.line, str(error), row.get("name")[:300])


def _list_name(part: str, what: str, above: list[list[str]]) -> str:
    if what == "likes":
        return _("Liked on Letterboxd")
    for header, values in pairwise(above):
        if has(header, "name", "description"):
            columns = [cell.lower() for cell in header]
            named = dict(zip(columns, values, strict=False)).get("name", "")
            return " ".join(named.split())[:160] or PurePosixPath(part).stem[:160]
    return PurePosixPath(part).stem[:160]


def _records(part: Part, row: Row, list_name: str, seen: Seen) -> Iterator[Record]:
    film = _film(row)
    keys = seen.keys.get(film, set()) - {""}
    ids = ((str(IdSource.LETTERBOXD), keys.pop()),) if len(keys) == 1 else ()
    clues = Clues(row.get("name")[:300], year_in(row.get("year")), ids=ids)
    if not clues.name:
        raise ValueError(_("The row names no title."))
    if part.what != "ratings":
        yield _record(part.path, part.what, row, clues, list_name)
    if part.what == "ratings" or (not part.has_keys and row.get("rating") and film not in seen.rated):
        seen.rated.add(film)
        content = {"stars": stars_in(row.get("rating"), out_of=5), "given_at": moment_of(row.get("date"))}
        yield Record(part.path, row.line, ImportKind.RATING, clues, content)


def _film(row: Row) -> tuple[str, str]:
    return row.get("name"), row.get("year")


def _key(row: Row) -> str:
    """The film's own key, out of its address."""
    address = row.get("letterboxd uri", "url")
    return address.removeprefix(_ADDRESS)[:40] if address.startswith(_ADDRESS) else ""


def _record(part: str, what: str, row: Row, clues: Clues, list_name: str) -> Record:
    added = moment_of(row.get("date"))
    if what == "watchlist":
        return Record(part, row.line, ImportKind.WATCHLIST, clues, {"added_at": added})
    if what == "reviews":
        body = markup_of(row.get("review"))
        if not body:
            raise ValueError(_("The review has no text."))
        if len(body) > LONGEST:
            raise ValueError(_("The review is longer than any site takes."))
        return Record(part, row.line, ImportKind.REVIEW, clues, {"body": body, "written_at": added})
    if what in ("diary", "watched"):
        date = date_in(row.get("watched date"))
        content = {
            "date": date.isoformat() if date else "",
            "is_rewatch": row.get("rewatch").lower() in ("yes", "true", "1"),
            "added_at": added,
        }
        return Record(part, row.line, ImportKind.VIEWING, clues, content)
    content = {"list": list_name, "note": markup_of(row.get("description"))[:1000], "added_at": added}
    return Record(part, row.line, ImportKind.LIST_ENTRY, clues, content)
