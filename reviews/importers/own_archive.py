"""The site's own archive (docs/exporting.md), from here or from another site of this kind.

Only what a member can say here is read back: no e-mail address, no decision, no earlier version of a review. Titles
are found by their keys in other catalogues, else by their number here together with name and year, else by name.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from films.models import IdSource
from films.partial_date import PartialDate
from reviews.importers.records import Clues, NotUsable, Record, Unreadable, Upload
from reviews.importers.tables import MOST_ROWS
from reviews.models import ImportKind
from reviews.models.title_list import LIST_NAME_LENGTH, LIST_NOTE_LENGTH
from reviews.models.viewing import VIEWING_NOTE_LENGTH
from reviews.plain_text import clean_text

NAME = "Moviesite"
FORMAT, VERSION = "moviesite-archive", 1
LONGEST = 60_000
MOST_BRACKETS = 5 * MOST_ROWS
"""A row has three; what has many more is not even taken into memory."""
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)

Row = dict[str, Any]


def recognises(upload: Upload) -> bool:
    try:
        about = json.loads(upload.files.get("archive.json", b""))
    except (ValueError, RecursionError):
        return False
    return isinstance(about, dict) and about.get("format") == FORMAT


def read(upload: Upload) -> Iterator[Record | Unreadable]:
    if json.loads(upload.files["archive.json"]).get("version") != VERSION:
        raise NotUsable(_("This archive is of a later version than this site reads."))
    lists = {str(row.get("key")): row for _line, row in _rows(upload, "lists")}
    for section, (kind, content) in SECTIONS.items():
        part = f"data/{section}.json"
        for line, row in _rows(upload, section):
            try:
                if section == "list_entries":
                    row = row | {"of": lists[str(row.get("list"))]}
                if not (section == "reviews" and row.get("deleted_at")):
                    yield Record(part, line, kind, clues_of(row), content(row))
            except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
                yield Unreadable(part, line, _("The row is not as this site writes it."), _name(row))


def _rows(upload: Upload, section: str) -> Iterator[tuple[int, Row]]:
    """Each with its line in the file, the first row being on the second."""
    path = f"data/{section}.json"
    content = upload.files.get(path, b"[]")
    try:
        rows = json.loads(content) if content.count(b"{") + content.count(b"[") < MOST_BRACKETS else None
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        upload.left_out.append((path, _("It cannot be read.")))
        return
    if len(rows) > MOST_ROWS:
        upload.left_out.append((path, _("The file has more than %(most)d rows.") % {"most": MOST_ROWS}))
        return
    for line, row in enumerate(rows, start=2):
        yield line, row if isinstance(row, dict) else {}


def _name(row: Row) -> str:
    title = row.get("title")
    return clean_text(str(title.get("title", "")))[:300] if isinstance(title, dict) else ""


def clues_of(row: Row) -> Clues:
    title = row["title"]
    year, number = title.get("year"), title.get("id")
    original = _text(title, "original_title", 300)
    return Clues(
        name=_text(title, "title", 300),
        year=year if isinstance(year, int) and 1800 < year < 2200 else None,
        other_names=(original,) if original else (),
        ids=tuple(
            (source, clean_text(str(key))[:160])
            for source, key in title["ids"].items()
            if source in IdSource.values
        ),
        title_id=number if isinstance(number, int) and 0 < number < 2**63 else None,
    )


def _text(row: Row, key: str, longest: int = LONGEST) -> str:
    text = row.get(key) or ""
    if not isinstance(text, str) or len(text) > longest:
        raise ValueError(key)
    return clean_text(text)


def _flag(row: Row, key: str) -> bool:
    if not isinstance(row[key], bool):
        raise ValueError(key)  # noqa: TRY004  one kind of error for a row that is not ours
    return row[key]


def _moment(row: Row, key: str) -> str:
    """A moment of the past, as it was; empty for another."""
    text = row.get(key)
    moment = dt.datetime.fromisoformat(text) if text else None
    if moment is None or moment.tzinfo is None or not EARLIEST < moment <= dt.datetime.now(dt.UTC):
        return ""
    return moment.isoformat()


def _stars(row: Row, key: str) -> int:
    stars = row[key]
    if not isinstance(stars, int) or isinstance(stars, bool) or not 1 <= stars <= 10:
        raise ValueError(key)
    return stars


def _rating(row: Row) -> Row:
    return {
        "stars": _stars(row, "value"),
        "given_at": _moment(row, "created_at"),
        "changed_at": _moment(row, "updated_at"),
    }


def _review(row: Row) -> Row:
    """What staff hid or hold somewhere comes back as a draft: its author may look at it once more."""
    return {
        "headline": _text(row, "headline", 120),
        "body": _text(row, "body"),
        "contains_spoilers": _flag(row, "contains_spoilers"),
        "language": _text(row, "language", 3),
        "stars": _stars(row, "stars") if row.get("stars") is not None else None,
        "is_draft": _flag(row, "is_draft") or _flag(row, "is_hidden") or _flag(row, "is_held"),
        "written_at": _moment(row, "created_at"),
        "changed_at": _moment(row, "updated_at"),
    }


def _viewing(row: Row) -> Row:
    date = _text(row, "date", 10)
    return {
        "date": PartialDate.parse(date).isoformat() if date else "",
        "is_dateless": not date,
        "is_rewatch": _flag(row, "is_rewatch"),
        "note": _text(row, "note", VIEWING_NOTE_LENGTH),
        "added_at": _moment(row, "created_at"),
    }


def _watchlist(row: Row) -> Row:
    return {"added_at": _moment(row, "created_at")}


def _list_entry(row: Row) -> Row:
    name = " ".join(_text(row["of"], "name", LIST_NAME_LENGTH).split())
    if not name:
        raise ValueError("name")
    return {
        "list": name,
        "description": _text(row["of"], "description", 5000),
        "visibility": _text(row["of"], "visibility", 8),
        "note": _text(row, "note", LIST_NOTE_LENGTH),
        "added_at": _moment(row, "created_at"),
        "list_made_at": _moment(row["of"], "created_at"),
        "list_changed_at": _moment(row["of"], "updated_at"),
    }


def _helpful_vote(row: Row) -> Row:
    return {
        "author": _text(row, "author", 40),
        "yes": _flag(row, "is_helpful"),
        "cast_at": _moment(row, "created_at"),
        "changed_at": _moment(row, "updated_at"),
    }


def _interest_vote(row: Row) -> Row:
    if row["kind"] not in ("trivia", "goof"):
        raise ValueError("kind")
    return {
        "of": row["kind"],
        "text": _text(row, "text"),
        "yes": _flag(row, "is_interesting"),
        "changed_at": _moment(row, "updated_at"),
    }


SECTIONS: dict[str, tuple[ImportKind, Callable[[Row], Row]]] = {
    "ratings": (ImportKind.RATING, _rating),
    "reviews": (ImportKind.REVIEW, _review),
    "viewings": (ImportKind.VIEWING, _viewing),
    "watchlist": (ImportKind.WATCHLIST, _watchlist),
    "list_entries": (ImportKind.LIST_ENTRY, _list_entry),
    "helpful_votes": (ImportKind.HELPFUL_VOTE, _helpful_vote),
    "interest_votes": (ImportKind.INTEREST_VOTE, _interest_vote),
}
"""In the order in which they are written: a review carries the stars that its author gave."""
