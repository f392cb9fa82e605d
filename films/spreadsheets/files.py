"""A spreadsheet as a file: CSV or JSON, read with patience, written so that no program takes a text for a formula."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from tablib import Dataset

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 60
FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}

# A cell that begins so may be run by a program that opens the file; an apostrophe before it makes it a text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def escaped(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def unescaped(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def written(headers: list[str], rows: Iterable[list[str]], file_format: str) -> str:
    """The file's text; in CSV with a mark by which spreadsheet programs know UTF-8."""
    if file_format == "json":
        objects = [dict(zip(headers, row, strict=True)) for row in rows]
        return json.dumps(objects, ensure_ascii=False, indent=1)
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(headers)
    writer.writerows([escaped(cell) for cell in row] for row in rows)
    return text.getvalue()


def read(data: bytes) -> Dataset:
    """Rows of texts under their headers. ValidationError, in words, for what is no spreadsheet of ours."""
    if len(data) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 2 MB. Split it."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("The file is not UTF-8. Save it as “CSV UTF-8”.")) from error
    if "\0" in text:
        raise ValidationError(_("The file holds null characters: it is no text."))
    headers, rows = _json(text) if text.lstrip()[:1] in ("[", "{") else _csv(text)
    _check(headers, rows)
    return Dataset(*rows, headers=headers)


def _check(headers: list[str], rows: list[list[str]]) -> None:
    if not rows:
        raise ValidationError(_("There are no rows below the headings."))
    if len(rows) > MOST_ROWS or len(headers) > MOST_COLUMNS:
        raise ValidationError(_("More than %(most)d rows. Split the file."), params={"most": MOST_ROWS})
    double = next((name for name in headers if headers.count(name) > 1), None)
    if double is not None:
        raise ValidationError(_("The column “%(name)s” is there twice."), params={"name": double})


def _csv(text: str) -> tuple[list[str], list[list[str]]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ValidationError(_("The file cannot be read as CSV: %(why)s."), params={"why": error}) from error
    lines = [line for line in lines if any(cell.strip() for cell in line)]
    if not lines:
        return [], []
    headers = [name.strip() for name in lines[0]]
    for number, line in enumerate(lines[1:], start=1):
        if len(line) > len(headers) and any(cell.strip() for cell in line[len(headers) :]):
            raise ValidationError(
                _("Row %(number)d has more cells than there are headings."), params={"number": number}
            )
    width = len(headers)
    return headers, [[unescaped(cell) for cell in (line + [""] * width)[:width]] for line in lines[1:]]


def _json(text: str) -> tuple[list[str], list[list[str]]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("The file cannot be read as JSON.")) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValidationError(_("The JSON is not a list of rows."))
    headers = list(dict.fromkeys(name for row in rows for name in row))
    return headers, [[_cell(row, name) for name in headers] for row in rows]


def _cell(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str | int | float):
        raise ValidationError(_("“%(name)s” holds a list or an object."), params={"name": name})
    return str(value)
