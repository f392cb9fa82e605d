"""How a value stands in an archive: exactly in JSON, and in a CSV so that no spreadsheet runs it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from films.models import ExternalId, IdSource, Person, Title
from films.partial_date import PartialDate

Row = Mapping[str, Any]

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula."""

NAMED = {
    "title": {
        "title_id": "id",
        "title": "title",
        "original_title": "original_title",
        "year": "year",
        "title_type": "type",
    },
    "person": {"person_id": "id", "person": "name", "birth_date": "birth_date"},
}
"""What a title or a person takes in a CSV: a column each, and what of them stands in it."""
ID_CELLS = (IdSource.IMDB, IdSource.TMDB, IdSource.WIKIDATA, IdSource.LETTERBOXD)


def exact(value: Any) -> Any:
    """The value as JSON has it: moments in UTC, to the microsecond; dates as exactly as they are known."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | PartialDate():
            return value.isoformat()
        case None | bool() | int() | float() | dict() | list():
            return value
        case _:
            return str(value)


def cell(value: Any) -> str:
    """The same as text. What would begin a formula begins with an apostrophe instead (OWASP)."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, default=exact)
        case int() | float():
            return str(value)
        case _:
            text = str(exact(value))
            return f"'{text}" if text.startswith(FORMULA) else text


def title_named(title: Title | None) -> dict[str, Any] | None:
    """What tells a title here from every other, and finds it on another site. Its ids are fetched along.

    One that has no page any more is told by its number alone: what it is called is the staff's to know.
    """
    if title is None:
        return None
    if not title.is_published:
        return {"id": title.pk, "title": "", "original_title": "", "year": None, "type": "", "ids": {}}
    return {
        "id": title.pk,
        "title": title.primary_title,
        "original_title": title.original_title,
        "year": title.year,
        "type": title.title_type,
        "ids": _ids(title),
    }


def person_named(person: Person | None) -> dict[str, Any] | None:
    """The same of somebody."""
    if person is None:
        return None
    born = person.birth_date.isoformat() if person.birth_date else ""
    return {"id": person.pk, "name": person.primary_name, "birth_date": born, "ids": _ids(person)}


def _ids(named: Title | Person) -> dict[str, str]:
    """Of two by one catalogue, the first."""
    ids = sorted(named.externalid_set.all(), key=lambda each: (each.source, each.pk), reverse=True)
    return {each.source: each.value for each in ids}


def with_titles(rows: QuerySet[Any], path: str = "title") -> QuerySet[Any]:
    """Rows with what title_named needs of their titles: two queries for each slice that is read."""
    ids = Prefetch(f"{path}__externalid_set", ExternalId.objects.order_by("source", "pk"))
    return rows.select_related(path).prefetch_related(ids)


def header_of(columns: Iterable[str]) -> Iterator[str]:
    """A CSV's header: a title takes several columns, and so does somebody."""
    for column in columns:
        if column in NAMED:
            yield from NAMED[column]
            yield from ID_CELLS if column == "title" else (f"person_{source}" for source in ID_CELLS)
        else:
            yield column


def cells_of(row: Row) -> Iterator[str]:
    for column, value in row.items():
        if column in NAMED:
            named = value or {}
            ids = named.get("ids", {})
            yield from (cell(named.get(key)) for key in NAMED[column].values())
            yield from (cell(ids.get(source)) for source in ID_CELLS)
        else:
            yield cell(value)
