"""The rows that did not find their way in, as a CSV that no spreadsheet program runs anything from."""

import csv
from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from reviews.models import DataImport

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """Hands back what the writer writes, line by line."""

    def write(self, line: str) -> str:
        return line


def harmless(text: str) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def failures_csv(data_import: DataImport) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        _lines(data_import),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="not-imported-{data_import.pk}.csv"',
            "Cache-Control": "no-store",
        },
    )


def _lines(data_import: DataImport) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # or a spreadsheet program takes it for the letters of its own country
    yield writer.writerow([_("File"), _("Row"), _("Title"), _("Year"), _("What it says"), _("Why")])
    for row in data_import.rows.failed().in_order().iterator(chunk_size=1000):
        why = row.reason or row.get_state_display()
        cells = [row.part, row.line, row.name, row.year or "", row.get_kind_display(), why]
        yield writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
