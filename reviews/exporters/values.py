"""How a value stands in an archive: exactly in JSON, and in a CSV so that no spreadsheet runs it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from films.models import ExternalId, IdSource, Title
from films.partial_date import PartialDate

Row = Mapping[str, Any]

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula."""

TITLE_CELLS = ("title_id", "title", "original_title", "year", "title_type")
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
    """What tells a title here from every other, and finds it on another site. Its ids are fetched along."""
    if title is None:
        return None
    ids = sorted(title.externalid_set.all(), key=lambda each: (each.source, each.pk), reverse=True)
    return {
        "id": title.pk,
        "title": title.primary_title,
        "original_title": title.original_title,
        "year": title.year,
        "type": title.title_type,
        "ids": {each.source: each.value for each in ids},  # of two by one catalogue, the first
    }


def with_titles(rows: QuerySet[Any], path: str = "title") -> QuerySet[Any]:
    """Rows with what title_named needs of their titles: two queries for each slice that is read."""
    ids = Prefetch(f"{path}__externalid_set", ExternalId.objects.order_by("source", "pk"))
    return rows.select_related(path).prefetch_related(ids)


def header_of(columns: Iterable[str]) -> Iterator[str]:
    """A CSV's header: a title takes several columns."""
    for column in columns:
        yield from (*TITLE_CELLS, *ID_CELLS) if column == "title" else (column,)


def cells_of(row: Row) -> Iterator[str]:
    for column, value in row.items():
        if column == "title":
            named = value or {}
            ids = named.get("ids", {})
            yield from (cell(named.get(key)) for key in ("id", "title", "original_title", "year", "type"))
            yield from (cell(ids.get(source)) for source in ID_CELLS)
        else:
            yield cell(value)
