"""Read a file of one JSON object a line into records, saying line and field of whatever does not fit."""

import json
import types
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from films.partial_date import PartialDate

Record = TypeVar("Record")


class RecordError(ValueError):
    """A value that does not fit its record; the message names the field."""


class FileError(ValueError):
    """A line that cannot be loaded; the message names file, line and field."""


def read_records(path: Path, record_type: type[Record]) -> Iterator[tuple[str, Record]]:
    """Yield (place, record) for each line, the place being "catalogue.jsonl, line 7".

    FileError at the first line that does not fit. It ends the reading, so a caller that collects all
    records first writes nothing.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            place = f"{path.name}, line {number}"
            try:
                yield place, read(record_type, json.loads(line))
            except (RecordError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
                raise FileError(f"{place}: {error}") from error


def read(expected: Any, value: Any, where: str = "") -> Any:
    """`value` as the `expected` type, or RecordError.

    A type is a record, a list, a dict of texts, an optional or a plain type.
    """
    if expected is PartialDate:
        return _read_date(value, where)
    if is_dataclass(expected):
        return _read_record(expected, value, where)
    origin = get_origin(expected)
    if origin is list:
        (item_type,) = get_args(expected)
        items = _checked(list, value, where)
        return [read(item_type, item, f"{where}[{index}]") for index, item in enumerate(items)]
    if origin is dict:
        pairs = _checked(dict, value, where)
        return {str(key): str(item) for key, item in pairs.items()}
    if origin in (Union, types.UnionType):
        (plain,) = (option for option in get_args(expected) if option is not types.NoneType)
        return read(plain, value, where)
    return _checked(expected, value, where)


def _read_record(record_type: Any, value: Any, where: str) -> Any:
    pairs = _checked(dict, value, where)
    known = _fields(record_type)
    for name in pairs:
        if name not in known:
            raise RecordError(f"“{_join(where, name)}” is not a field of this file.")
    for name, (_, is_required) in known.items():
        if is_required and name not in pairs:
            raise RecordError(f"“{_join(where, name)}” is missing.")
    return record_type(
        **{name: read(known[name][0], item, _join(where, name)) for name, item in pairs.items()}
    )


@cache
def _fields(record_type: Any) -> dict[str, tuple[Any, bool]]:
    """Name → (type, whether it must be given)."""
    hints = get_type_hints(record_type)
    return {
        each.name: (hints[each.name], each.default is MISSING and each.default_factory is MISSING)
        for each in fields(record_type)
    }


def _read_date(value: Any, where: str) -> PartialDate:
    try:
        return PartialDate.parse(_checked(str, value, where))
    except RecordError:
        raise
    except ValueError as error:
        raise RecordError(f"“{where}”: {error}") from error


def _checked(expected: type, value: Any, where: str) -> Any:
    is_bool_for_number = isinstance(value, bool) and expected is not bool
    if not isinstance(value, expected) or is_bool_for_number:
        wanted = {
            str: "a text",
            int: "a whole number",
            bool: "true or false",
            list: "a list",
            dict: "an object",
        }
        raise RecordError(
            f"“{where or 'the line'}” should be {wanted[expected]}, not {json.dumps(value)[:60]}."
        )
    return value


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
