"""Whether the catalogue has a title or a person already that somebody would add: what the search finds by its name."""

from typing import Any

from .models import Title
from .search import Hit, find

MOST_SHOWN = 8
YEARS_APART = 1


def likely_matches(record: Any) -> list[Hit]:
    """Titles of the same words a year apart at most, or people of the same words, near misses included; best first."""
    if not isinstance(record, Title):
        return _hits(record.primary_name, record.native_name, kind="people")
    hits = _hits(record.primary_title, record.original_title, kind="titles")
    return [hit for hit in hits if _is_near(hit.year, record.year)]


def _hits(*names: str, kind: str) -> list[Hit]:
    found: dict[int, Hit] = {}
    for name in dict.fromkeys(filter(None, names)):
        for hit in getattr(find(name, per_page=MOST_SHOWN), kind):
            found.setdefault(hit.id, hit)
    return list(found.values())[:MOST_SHOWN]


def _is_near(year: int | None, other: int | None) -> bool:
    return year is None or other is None or abs(year - other) <= YEARS_APART
