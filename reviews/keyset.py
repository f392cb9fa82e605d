"""Pages of a long list found by the key of the last row seen, so that page 2,000 costs what page 1 costs.

A cursor is the sort key and the id of one row, as text: "0.4725~81". It stays good when rows come and go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from django.core.exceptions import BadRequest
from django.db import models
from django.db.models import BooleanField, F, Func, Value

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_CURSOR = 64


@dataclass(frozen=True)
class KeysetPage:
    """Some rows, and the cursors of the pages before and after them, empty at either end."""

    rows: Sequence[Any]
    previous: str = ""
    next: str = ""


def keyset_page(
    rows: models.QuerySet, order: str, *, size: int, after: str = "", before: str = ""
) -> KeysetPage:
    """The `size` rows that follow the cursor `after`, or precede `before`, in the order of one field and the id.

    `order` is the field, with "-" for descending, which holds for the id too: the index must say so.
    Raises BadRequest for a cursor that is none.
    """
    field, descends = order.lstrip("-"), order.startswith("-")
    backwards = bool(before)
    cursor = before or after
    if cursor:
        key, pk = _decoded(rows.model._meta.get_field(field), cursor)
        rows = rows.filter(_Compared(field, key, pk, "<" if descends != backwards else ">"))
    sign = "-" if descends != backwards else ""
    found = list(rows.order_by(f"{sign}{field}", f"{sign}pk")[: size + 1])
    has_more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    if not found:
        return KeysetPage([])
    has_previous, has_next = (has_more, True) if backwards else (bool(after), has_more)
    return KeysetPage(
        found,
        previous=encoded(found[0], field) if has_previous else "",
        next=encoded(found[-1], field) if has_next else "",
    )


class _Compared(Func):
    """(field, id) < (key, id) as one comparison of rows, which both databases answer from the index."""

    output_field = BooleanField()
    template = "%(expressions)s"
    conditional = True

    def __init__(self, field: str, key: Any, pk: int, operator: str) -> None:
        sides = ((F(field), F("pk")), (Value(key), Value(pk)))
        super().__init__(
            *(Func(*side, template="(%(expressions)s)", output_field=BooleanField()) for side in sides),
            arg_joiner=f" {operator} ",
        )


def encoded(row: models.Model, field: str) -> str:
    """The cursor of one row in the order of `field`."""
    key = getattr(row, field)
    if isinstance(key, datetime):
        key = (key - EPOCH) // timedelta(microseconds=1)
    return f"{key!r}~{row.pk}"


def _decoded(field: Any, cursor: str) -> tuple[Any, int]:
    key, _, pk = cursor[:LONGEST_CURSOR].partition("~")
    try:
        return _decoded_key(field, key), _integer(pk)
    except (ValueError, OverflowError) as error:
        raise BadRequest("No page begins here.") from error


def _decoded_key(field: Any, key: str) -> Any:
    if isinstance(field, models.DateTimeField):
        return EPOCH + timedelta(microseconds=_integer(key))
    if isinstance(field, models.FloatField):
        number = float(key)
        if not isfinite(number):
            raise ValueError(key)
        return number
    return _integer(key)


def _integer(text: str) -> int:
    number = int(text)
    if abs(number) >= 2**62:
        raise OverflowError(text)
    return number
