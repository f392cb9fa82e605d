"""What the rows of the site's own archive say, section by section. ValueError and its like: not as this site writes."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from films.models import IdSource
from films.partial_date import PartialDate
from reviews.importers.records import Clues
from reviews.models import ImportKind
from reviews.models.saved_search import CRITERIA_LENGTH, SEARCH_NAME_LENGTH
from reviews.models.title_list import LIST_NAME_LENGTH, LIST_NOTE_LENGTH
from reviews.models.viewing import VIEWING_NOTE_LENGTH
from reviews.plain_text import clean_text

LONGEST = 60_000
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)

Row = dict[str, Any]


def name_in(row: Row) -> str:
    """The title that a row names, whatever else is wrong with it."""
    title = row.get("title")
    return clean_text(str(title.get("title", "")))[:300] if isinstance(title, dict) else ""


def name_of(section: str, row: Row) -> str:
    """What a row about no title is about, in words."""
    match section:
        case "follows":
            return _text(row["person"], "name", 200)
        case "lists":
            return _one_line(row, "name", LIST_NAME_LENGTH)
        case "saved_searches":
            return _one_line(row, "name", SEARCH_NAME_LENGTH)
    return _text(row, "display_name", 60)


def clues_of(row: Row) -> Clues:
    title = row["title"]
    year = title.get("year")
    original = _text(title, "original_title", 300)
    return Clues(
        name=_text(title, "title", 300),
        year=year if isinstance(year, int) and 1800 < year < 2200 else None,
        other_names=(original,) if original else (),
        ids=_ids(title),
        title_id=_number(title),
    )


def _ids(named: Row) -> tuple[tuple[str, str], ...]:
    """Keys in other catalogues."""
    known = ((source, key) for source, key in named["ids"].items() if source in IdSource.values)
    return tuple((source, clean_text(str(key))[:160]) for source, key in known)


def _number(named: Row) -> int | None:
    number = named.get("id")
    return number if isinstance(number, int) and 0 < number < 2**63 else None


def _text(row: Row, key: str, longest: int = LONGEST) -> str:
    text = row.get(key) or ""
    if not isinstance(text, str) or len(text) > longest:
        raise ValueError(key)
    return clean_text(text)


def _one_line(row: Row, key: str, longest: int) -> str:
    """A name, which there must be."""
    name = " ".join(_text(row, key, longest).split())
    if not name:
        raise ValueError(key)
    return name


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
        "edited_at": _moment(row, "edited_at"),
        "versions": [
            _version(each) for each in sorted(row["versions"], key=lambda each: int(each["revision"]))
        ],
    }


def _version(row: Row) -> Row:
    """What a review said before it was edited."""
    return {
        "headline": _text(row, "headline", 120),
        "body": _text(row, "body"),
        "contains_spoilers": _flag(row, "contains_spoilers"),
        "language": _text(row, "language", 3),
        "replaced_at": _moment(row, "created_at"),
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
    return _list(row["of"]) | {
        "list": _one_line(row["of"], "name", LIST_NAME_LENGTH),
        "note": _text(row, "note", LIST_NOTE_LENGTH),
        "added_at": _moment(row, "created_at"),
    }


def _list(row: Row) -> Row:
    return {
        "description": _text(row, "description", 5000),
        "visibility": _text(row, "visibility", 8),
        "list_made_at": _moment(row, "created_at"),
        "list_changed_at": _moment(row, "updated_at"),
    }


def _follow(row: Row) -> Row:
    since = {"since": _moment(row, "created_at")}
    if row.get("title") is not None:
        return since
    person = row["person"]
    told = {
        "name": _text(person, "name", 200),
        "birth_date": _text(person, "birth_date", 10),
        "ids": [list(each) for each in _ids(person)],
        "person_id": _number(person),
    }
    return since | {"person": told}


def _search(row: Row) -> Row:
    return {
        "criteria": _text(row, "criteria", CRITERIA_LENGTH),
        "in_digest": _flag(row, "is_in_digest"),
        "saved_at": _moment(row, "created_at"),
    }


def _profile(row: Row) -> Row:
    return {
        "display_name": _text(row, "display_name", 60),
        "bio": _text(row, "bio", 2000),
        "avatar": row["avatar"],
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
    "lists": (ImportKind.LIST, _list),
    "follows": (ImportKind.FOLLOW, _follow),
    "saved_searches": (ImportKind.SEARCH, _search),
    "profile": (ImportKind.PROFILE, _profile),
}
"""In the order in which they are written: a review carries the stars that its author gave."""
