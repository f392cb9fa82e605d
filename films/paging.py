"""Pages of a long list, each found from the row before it: the last page costs what the first one costs.

A page is named by the key of the row it comes after or before, `?after=81`, which is all that a visitor can
change. An index that holds the columns of the sort answers every page without counting or skipping.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import BooleanField, F, Func, Model, OrderBy, QuerySet, Value
from django.db.models.lookups import Exact, GreaterThan, LessThan
from django.http import Http404
from django.utils.functional import Promise

Row = TypeVar("Row", bound=Model)

_KEY = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True)
class Sort:
    """An order without ties, its columns all rising or all falling; none of them may be NULL."""

    name: str
    label: Promise
    columns: tuple[str | Func, ...]
    is_falling: bool = True

    def order(self, is_backwards: bool = False) -> list[OrderBy]:
        is_falling = self.is_falling != is_backwards
        return [OrderBy(_expression(column), descending=is_falling) for column in self.columns]


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

    `keep` are the parameters that the neighbours' addresses repeat. One query for the first page, three for others.
    """
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
        _query(keep, "before", found[0]) if has_previous else "",
        _query(keep, "after", found[-1]) if has_next else "",
    )


def _rows_beyond(
    rows: QuerySet[Row], sort: Sort, place: tuple[Any, ...], is_backwards: bool, wanted: int
) -> list[Row]:
    """The rows next to this place: those that tie with it in the first column, then those beyond.

    Asked separately, because SQLite finds (a, b) < (1, 2) by its index on `a` alone and then reads through all
    that tie, which are most titles where nobody has rated them.
    """
    is_falling = sort.is_falling != is_backwards
    ordered = rows.order_by(*sort.order(is_backwards))
    (column, *others), (value, *values) = sort.columns, place
    found = list(
        ordered.filter(Exact(_expression(column), value), _comes(others, values, is_falling))[:wanted]
    )
    if len(found) < wanted:
        beyond = LessThan if is_falling else GreaterThan
        found += ordered.filter(beyond(_expression(column), value))[: wanted - len(found)]
    return found


def _place(rows: QuerySet[Row], sort: Sort, cursor: str) -> tuple[Any, ...]:
    """Where in the sort the row with this key stands."""
    place = None
    if _KEY.fullmatch(cursor):
        place = rows.model._base_manager.filter(pk=int(cursor)).values_list(*sort.columns).first()
    if place is None:
        raise Http404
    return place


def _comes(columns: Sequence[str | Func], place: Sequence[Any], is_falling: bool) -> Func:
    """(a, b) < (1, 2), as one comparison of rows."""
    row = Func(*columns, template="(%(expressions)s)")
    bound = Func(*map(Value, place), template="(%(expressions)s)")
    sign = " < " if is_falling else " > "
    return Func(row, bound, template="%(expressions)s", arg_joiner=sign, output_field=BooleanField())


def _expression(column: str | Func) -> F | Func:
    return F(column) if isinstance(column, str) else column


def _query(keep: Mapping[str, str] | None, direction: str, row: Model) -> str:
    return urlencode({**(keep or {}), direction: row.pk})
