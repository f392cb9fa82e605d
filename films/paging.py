"""Pages of a long list, each found from the row before it: the last page costs what the first one costs.

A page is named by where in the sort the row stands that it comes after or before, `?after=0.4725~81`: this stays good
when rows come, go and move. An index that holds the columns of the sort answers every page, without counting or
skipping.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import isfinite
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db import models
from django.db.models import BooleanField, F, Func, Model, OrderBy, QuerySet, Value
from django.db.models.lookups import Exact, GreaterThan, LessThan
from django.http import Http404
from django.utils.functional import Promise

Row = TypeVar("Row", bound=Model)

BETWEEN = "~"
LONGEST_CURSOR = 1000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Sort:
    """An order without ties, all columns rising or all falling. None may be NULL, only the first may be text."""

    name: str
    label: Promise
    columns: tuple[str | Func, ...]
    is_falling: bool = True

    def order(self, is_backwards: bool = False) -> list[OrderBy]:
        is_falling = self.is_falling != is_backwards
        return [OrderBy(_expression(column), descending=is_falling) for column in self.columns]

    @property
    def worked_out(self) -> dict[str, Func]:
        """What a row has to be asked for besides its own columns, to say where it stands."""
        numbered = enumerate(self.columns)
        return {f"sorted_{number}": column for number, column in numbered if isinstance(column, Func)}

    @property
    def names(self) -> list[str]:
        """Where a row has the value of each column."""
        numbered = enumerate(self.columns)
        return [f"sorted_{number}" if isinstance(column, Func) else column for number, column in numbered]


@dataclass(frozen=True)
class KeysetPage(Generic[Row]):
    """The rows of a page, and the query strings of its neighbours; empty where there is none."""

    rows: list[Row]
    previous_query: str
    next_query: str


def keyset_page(
    rows: QuerySet[Row],
    sort: Sort,
    params: Mapping[str, str],
    length: int,
    keep: Mapping[str, str] | None = None,
) -> KeysetPage[Row]:
    """The page that `params` asks for with "after" or "before", else the first; Http404 if there is none such.

    `keep` are the parameters that the neighbours' addresses repeat. One query for the first page, two for others.
    """
    rows = rows.annotate(**sort.worked_out)
    is_backwards = "before" in params
    cursor = params.get("before") if is_backwards else params.get("after")
    wanted = length + 1
    if cursor is None:
        found = list(rows.order_by(*sort.order())[:wanted])
    else:
        found = _rows_beyond(rows, sort, _place(rows, sort, cursor), is_backwards, wanted)
    if cursor is not None and not found:
        raise Http404
    has_more, found = len(found) > length, found[:length]
    if is_backwards:
        found.reverse()
    has_previous, has_next = (has_more, True) if is_backwards else (cursor is not None, has_more)
    return KeysetPage(
        found,
        urlencode({**(keep or {}), "before": cursor_of(found[0], sort)}) if has_previous else "",
        urlencode({**(keep or {}), "after": cursor_of(found[-1], sort)}) if has_next else "",
    )


def _rows_beyond(
    rows: QuerySet[Row], sort: Sort, place: tuple[Any, ...], is_backwards: bool, wanted: int
) -> list[Row]:
    """The rows next to this place: those that tie with it in the first column, then those beyond.

    Asked separately, because SQLite finds (a, b) < (1, 2) by its index on `a` alone and then reads through all
    that tie, which are most titles where nobody has rated them. Both always, so that no page asks more than another.
    """
    is_falling = sort.is_falling != is_backwards
    ordered = rows.order_by(*sort.order(is_backwards))
    (column, *others), (value, *values) = sort.columns, place
    found: list[Row] = []
    if others:
        tied = ordered.filter(Exact(_expression(column), value), _comes(others, values, is_falling))
        found = list(tied[:wanted])
    beyond = LessThan if is_falling else GreaterThan
    found += ordered.filter(beyond(_expression(column), value))[:wanted]
    return found[:wanted]


def cursor_of(row: Model, sort: Sort) -> str:
    """Where in the sort this row stands, as addresses say it."""
    return BETWEEN.join(_as_text(getattr(row, name)) for name in sort.names)


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return str((value - EPOCH) // timedelta(microseconds=1))
    return str(value)


def _place(rows: QuerySet[Row], sort: Sort, cursor: str) -> tuple[Any, ...]:
    """What `cursor_of` told; Http404 if it told no such thing."""
    texts = cursor[:LONGEST_CURSOR].rsplit(BETWEEN, len(sort.columns) - 1)
    if len(texts) < len(sort.columns):
        raise Http404
    try:
        return tuple(_read(_field(rows, name), text) for name, text in zip(sort.names, texts, strict=True))
    except (ValueError, OverflowError) as error:
        raise Http404 from error


def _field(rows: QuerySet[Row], name: str) -> Any:
    worked_out = rows.query.annotations.get(name)
    return worked_out.output_field if worked_out else rows.model._meta.get_field(name)


def _read(field: Any, text: str) -> Any:
    """ValueError or OverflowError for what no row can have there."""
    if isinstance(field, models.DateTimeField):
        return EPOCH + timedelta(microseconds=int(text))
    if isinstance(field, models.DateField):
        return date.fromisoformat(text)
    if isinstance(field, (models.CharField, models.TextField)):
        return _read_text(text)
    number = float(text) if isinstance(field, models.FloatField) else int(text)
    if not isfinite(number) or abs(number) >= 2**62:
        raise OverflowError(text)
    return number


def _read_text(text: str) -> str:
    if "\0" in text:  # which PostgreSQL refuses
        raise ValueError(text)
    return text.encode().decode()  # half a pair of surrogates cannot be


def _comes(columns: Sequence[str | Func], place: Sequence[Any], is_falling: bool) -> Func:
    """(a, b) < (1, 2), as one comparison of rows."""
    row = Func(*columns, template="(%(expressions)s)")
    bound = Func(*map(Value, place), template="(%(expressions)s)")
    sign = " < " if is_falling else " > "
    return Func(row, bound, template="%(expressions)s", arg_joiner=sign, output_field=BooleanField())


def _expression(column: str | Func) -> F | Func:
    return F(column) if isinstance(column, str) else column
