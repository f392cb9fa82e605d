"""Reads a CSV as sites and spreadsheet programs write it: any encoding, separator and line end, never an exception
but NotUsable.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.importers.records import NotUsable, Unreadable, Upload
from reviews.plain_text import clean_text

MOST_ROWS = 50_000
MOST_ROWS_IN_ALL = 4 * MOST_ROWS
"""Of all tables of a zip, whose rows are held in memory."""
_DELIMITERS = ",;\t|"
_EXCEL_TEXT = re.compile(r'="(.*)"')
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


@dataclass(frozen=True)
class Row:
    """One row under its header: column name in lower case → text. `line` is its number in a spreadsheet."""

    line: int
    cells: dict[str, str]

    def get(self, *columns: str) -> str:
        """What stands in the first of these columns that the table has."""
        return next((self.cells[column] for column in columns if column in self.cells), "")


def decode(content: bytes) -> str:
    """UTF-8 or UTF-16 where it says so or can be nothing else, else Windows' Western letters, which hold Latin-1."""
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return (
            content.decode("cp1252", errors="replace") if encoding == "utf-8" else content.decode("latin-1")
        )


def tables_of(upload: Upload) -> dict[str, list[list[str]]]:
    """Every CSV of the upload as rows. One that cannot be read is left out, with the reason; alone, NotUsable."""
    if not upload.tables:
        for part, content in upload.files.items():
            if part.lower().endswith(".json") and not upload.is_alone:
                continue
            try:
                upload.tables[part] = lines_of(content)
            except NotUsable as error:
                if upload.is_alone:
                    raise
                upload.left_out.append((part[:200], str(error)))
            if sum(map(len, upload.tables.values())) > MOST_ROWS_IN_ALL:
                words = _("The files have more than %(most)d rows together.")
                raise NotUsable(words % {"most": MOST_ROWS_IN_ALL})
    return upload.tables


def lines_of(content: bytes) -> list[list[str]]:
    """Every row as cells, blank ones too, so that the n-th is row n of a spreadsheet."""
    if content[:4] in (b"PK\x03\x04", b"%PDF") or b"\x00\x00\x00" in content[:2000]:
        raise NotUsable(_("This is not a table of text."))
    text = clean_text(decode(content))
    first, _end, rest = text.partition("\n")
    lead: list[list[str]] = []
    if re.fullmatch(r'"?sep=.?"?', first.strip(), re.IGNORECASE):  # left there by a spreadsheet program
        lead, text = [[]], rest
    reader = csv.reader((f"{line}\n" for line in text.split("\n")), delimiter=_delimiter(text))
    try:
        found = lead + [[_cell(cell) for cell in cells] for cells in islice(reader, MOST_ROWS + 2)]
    except csv.Error as error:
        raise NotUsable(
            _("A quotation mark is opened and never closed, so the rows cannot be told apart.")
        ) from error
    if len(found) > MOST_ROWS + 1:
        raise NotUsable(_("The file has more than %(most)d rows.") % {"most": MOST_ROWS})
    return found


def _delimiter(text: str) -> str:
    head = re.sub(r'"[^"]*"', "", text[:4000])
    counts = {sign: head.count(sign) for sign in _DELIMITERS}
    lines = [line for line in head.split("\n") if line.strip()][:1]
    first = {sign: lines[0].count(sign) if lines else 0 for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: (first[sign], counts[sign]))


def _cell(cell: str) -> str:
    cell = cell.strip()
    match = _EXCEL_TEXT.fullmatch(cell)
    return match[1] if match else cell


def header_of(cells: list[str]) -> list[str]:
    """The names of columns as they are compared: lower case, without what differs between years of exports."""
    return [" ".join(cell.lower().replace(".", "").split()) for cell in cells]


def has(cells: list[str], *columns: str) -> bool:
    return set(columns) <= set(header_of(cells))


def rows_under(lines: list[list[str]], at: int, part: str) -> Iterator[Row | Unreadable]:
    """The rows below the header, which is the line at this index; blank ones are passed over.

    Where the first row does not fit its header, the header is damaged and nothing can be told: NotUsable.
    """
    header = header_of(lines[at])
    is_first = True
    for number, cells in enumerate(lines[at + 1 :], start=at + 2):
        if not any(cells):
            continue
        filled = max(place for place, cell in enumerate(cells, start=1) if cell)
        if filled > len(header):
            reason = _misfit(filled, len(header))
            if is_first:
                raise NotUsable(f"{part[:100]}: {reason}")
            yield Unreadable(part, number, reason)
        else:
            is_first = False
            yield Row(number, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False)))


def _misfit(filled: int, named: int) -> str:
    words = ngettext(
        "The row has %(filled)d cell where the first row names %(named)d columns.",
        "The row has %(filled)d cells where the first row names %(named)d columns.",
        filled,
    )
    return words % {"filled": filled, "named": named}
