"""Single values of the site's own archive. ValueError and its like: not as this site writes."""

import datetime as dt
from typing import Any

from reviews.plain_text import clean_text

LONGEST = 60_000
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)

Row = dict[str, Any]


def text_in(row: Row, key: str, longest: int = LONGEST) -> str:
    text = row.get(key) or ""
    if not isinstance(text, str) or len(text) > longest:
        raise ValueError(key)
    return clean_text(text)


def line_in(row: Row, key: str, longest: int) -> str:
    """A name, which there must be."""
    name = " ".join(text_in(row, key, longest).split())
    if not name:
        raise ValueError(key)
    return name


def flag_in(row: Row, key: str) -> bool:
    if not isinstance(row[key], bool):
        raise ValueError(key)  # noqa: TRY004  one kind of error for a row that is not ours
    return row[key]


def moment_in(row: Row, key: str) -> str:
    """A moment of the past, as it was; empty for another."""
    text = row.get(key)
    moment = dt.datetime.fromisoformat(text) if text else None
    if moment is None or moment.tzinfo is None or not EARLIEST < moment <= dt.datetime.now(dt.UTC):
        return ""
    return moment.isoformat()


def stars_in(row: Row, key: str) -> int:
    stars = row[key]
    if not isinstance(stars, int) or isinstance(stars, bool) or not 1 <= stars <= 10:
        raise ValueError(key)
    return stars
