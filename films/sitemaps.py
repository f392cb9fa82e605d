"""Sitemaps for any number of records: each file holds one range of ids, found by keys alone.

No row is counted and none is skipped over: a file costs its own rows, the index one key look-up per file.
Format: https://www.sitemaps.org/protocol.html; its limit is 50,000 addresses a file.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.db.models import QuerySet

from films.addresses import full_url

IDS_PER_FILE = 10_000
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

Entry = tuple[str, datetime | None]
"""A path, and when what it shows was last changed, where that is known."""


@dataclass(frozen=True)
class Section:
    """Records of one model that have a page each. `fields` are those that their addresses are made of."""

    records: Callable[[], QuerySet[Any]]
    fields: tuple[str, ...]
    has_updated_at: bool = True

    def numbers(self) -> Iterator[int]:
        """The numbers of the files that are not empty, ascending."""
        number = -1
        while True:
            later = self.records().filter(pk__gte=(number + 1) * IDS_PER_FILE).order_by("pk")
            first = later.values_list("pk", flat=True).first()
            if first is None:
                return
            number = first // IDS_PER_FILE
            yield number

    def entries(self, number: int) -> list[Entry]:
        """What the file of this number lists; empty if there is no such file."""
        first = number * IDS_PER_FILE
        records = self.records().filter(pk__gte=first, pk__lt=first + IDS_PER_FILE).order_by("pk")
        fields = (*self.fields, "updated_at") if self.has_updated_at else self.fields
        return [
            (record.get_absolute_url(), record.updated_at if self.has_updated_at else None)
            for record in records.only(*fields)
        ]


def sitemap_xml(entries: Iterable[Entry]) -> str:
    """A `urlset` of these pages."""
    lines = (
        f"<url><loc>{escape(full_url(path))}</loc>{_lastmod(changed_at)}</url>"
        for path, changed_at in entries
    )
    return f"{_XML}<urlset {_NAMESPACE}>\n" + "\n".join(lines) + "\n</urlset>\n"


def sitemap_index_xml(paths: Iterable[str]) -> str:
    """A `sitemapindex` of these files."""
    lines = (f"<sitemap><loc>{escape(full_url(path))}</loc></sitemap>" for path in paths)
    return f"{_XML}<sitemapindex {_NAMESPACE}>\n" + "\n".join(lines) + "\n</sitemapindex>\n"


def _lastmod(changed_at: datetime | None) -> str:
    return f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
