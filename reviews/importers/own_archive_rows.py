"""What the rows of the site's own archive say, section by section. ValueError and its like: not as this site writes."""

from collections.abc import Callable

from films.models import IdSource
from films.partial_date import PartialDate
from reviews.importers.own_archive_values import Row, flag_in, line_in, moment_in, stars_in, text_in
from reviews.importers.records import Clues
from reviews.models import ImportKind
from reviews.models.saved_search import CRITERIA_LENGTH, SEARCH_NAME_LENGTH
from reviews.models.title_list import LIST_NAME_LENGTH, LIST_NOTE_LENGTH
from reviews.models.viewing import VIEWING_NOTE_LENGTH
from reviews.plain_text import clean_text


def name_in(row: Row) -> str:
    """The title that a row names, whatever else is wrong with it."""
    title = row.get("title")
    return clean_text(str(title.get("title", "")))[:300] if isinstance(title, dict) else ""


def name_of(section: str, row: Row) -> str:
    """What a row about no title is about, in words."""
    match section:
        case "follows":
            return text_in(row["person"], "name", 200)
        case "lists":
            return line_in(row, "name", LIST_NAME_LENGTH)
        case "saved_searches":
            return line_in(row, "name", SEARCH_NAME_LENGTH)
    return text_in(row, "display_name", 60)


def clues_of(row: Row) -> Clues:
    title = row["title"]
    year = title.get("year")
    original = text_in(title, "original_title", 300)
    return Clues(
        name=text_in(title, "title", 300),
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


def _rating(row: Row) -> Row:
    return {
        "stars": stars_in(row, "value"),
        "given_at": moment_in(row, "created_at"),
        "changed_at": moment_in(row, "updated_at"),
    }


def _review(row: Row) -> Row:
    """What staff hid or hold somewhere comes back as a draft: its author may look at it once more."""
    return {
        "headline": text_in(row, "headline", 120),
        "body": text_in(row, "body"),
        "contains_spoilers": flag_in(row, "contains_spoilers"),
        "language": text_in(row, "language", 3),
        "stars": stars_in(row, "stars") if row.get("stars") is not None else None,
        "is_draft": flag_in(row, "is_draft") or flag_in(row, "is_hidden") or flag_in(row, "is_held"),
        "written_at": moment_in(row, "created_at"),
        "changed_at": moment_in(row, "updated_at"),
        "edited_at": moment_in(row, "edited_at"),
        "versions": [
            _version(each) for each in sorted(row["versions"], key=lambda each: int(each["revision"]))
        ],
    }


def _version(row: Row) -> Row:
    """What a review said before it was edited."""
    return {
        "headline": text_in(row, "headline", 120),
        "body": text_in(row, "body"),
        "contains_spoilers": flag_in(row, "contains_spoilers"),
        "language": text_in(row, "language", 3),
        "replaced_at": moment_in(row, "created_at"),
    }


def _viewing(row: Row) -> Row:
    date = text_in(row, "date", 10)
    return {
        "date": PartialDate.parse(date).isoformat() if date else "",
        "is_dateless": not date,
        "is_rewatch": flag_in(row, "is_rewatch"),
        "note": text_in(row, "note", VIEWING_NOTE_LENGTH),
        "added_at": moment_in(row, "created_at"),
    }


def _watchlist(row: Row) -> Row:
    return {"added_at": moment_in(row, "created_at")}


def _list_entry(row: Row) -> Row:
    return _list(row["of"]) | {
        "list": line_in(row["of"], "name", LIST_NAME_LENGTH),
        "note": text_in(row, "note", LIST_NOTE_LENGTH),
        "added_at": moment_in(row, "created_at"),
    }


def _list(row: Row) -> Row:
    return {
        "description": text_in(row, "description", 5000),
        "visibility": text_in(row, "visibility", 8),
        "list_made_at": moment_in(row, "created_at"),
        "list_changed_at": moment_in(row, "updated_at"),
    }


def _follow(row: Row) -> Row:
    since = {"since": moment_in(row, "created_at")}
    if row.get("title") is not None:
        return since
    person = row["person"]
    told = {
        "name": text_in(person, "name", 200),
        "birth_date": text_in(person, "birth_date", 10),
        "ids": [list(each) for each in _ids(person)],
        "person_id": _number(person),
    }
    return since | {"person": told}


def _search(row: Row) -> Row:
    return {
        "criteria": text_in(row, "criteria", CRITERIA_LENGTH),
        "in_digest": flag_in(row, "is_in_digest"),
        "saved_at": moment_in(row, "created_at"),
    }


def _profile(row: Row) -> Row:
    return {
        "display_name": text_in(row, "display_name", 60),
        "bio": text_in(row, "bio", 2000),
        "avatar": row["avatar"],
    }


def _helpful_vote(row: Row) -> Row:
    return {
        "author": text_in(row, "author", 40),
        "yes": flag_in(row, "is_helpful"),
        "cast_at": moment_in(row, "created_at"),
        "changed_at": moment_in(row, "updated_at"),
    }


def _interest_vote(row: Row) -> Row:
    if row["kind"] not in ("trivia", "goof"):
        raise ValueError("kind")
    return {
        "of": row["kind"],
        "text": text_in(row, "text"),
        "yes": flag_in(row, "is_interesting"),
        "changed_at": moment_in(row, "updated_at"),
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
