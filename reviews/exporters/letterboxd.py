"""The same for Letterboxd's importer.

Its columns and its limit of one megabyte a file: https://letterboxd.com/about/importing-data/
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from django.utils.html import strip_tags

from accounts.models import User
from films.models import IdSource, Title
from reviews.exporters.elsewhere import Table, described, directors_of, ids_of, lists_of
from reviews.models import Rating, Review, Viewing, WatchlistEntry

LETTERBOXD_LIMIT = 1_000_000
LETTERBOXD = ("LetterboxdURI", "tmdbID", "imdbID", "Title", "Year", "Directors")


def letterboxd_tables(member: User) -> Iterator[Table]:
    ratings = described(Rating.objects.by_member(member).order_by("created_at", "pk"))
    yield _table("ratings", ("Rating10",), ratings, lambda row: [row.value])
    reviews = Review.objects.by_author(member).published().order_by("created_at", "pk")
    yield _table(
        "reviews",
        ("Rating10", "Review"),
        described(reviews),
        lambda row: [row.stars, as_letterboxd_reads(row)],
    )
    viewings = described(Viewing.objects.of_member(member).order_by("created_at", "pk"))
    yield _table("diary", ("WatchedDate", "Rewatch", "Tags"), viewings, _watched)
    watchlist = described(WatchlistEntry.objects.of_member(member).order_by("created_at", "pk"))
    yield _table("watchlist", (), watchlist, lambda row: [])
    for name, entries in lists_of(member):
        yield _table(f"lists/{name}", ("Review",), described(entries), lambda row: [_as_html(row.note)])


def _table(path: str, more: tuple[str, ...], rows: Iterator[Any], read: Callable[[Any], list[Any]]) -> Table:
    lines = ([*_film(row.title), *read(row)] for row in rows)
    return Table(f"letterboxd/{path}", (*LETTERBOXD, *more), lines, LETTERBOXD_LIMIT)


def _film(title: Title) -> list[Any]:
    ids = ids_of(title)
    key = ids.get(IdSource.LETTERBOXD)
    return [
        f"https://boxd.it/{key}" if key else "",
        ids.get(IdSource.TMDB),
        ids.get(IdSource.IMDB),
        title.primary_title,
        title.year,
        directors_of(title),
    ]


def _watched(viewing: Viewing) -> list[Any]:
    """Letterboxd knows whole dates alone; of another it is told that the film was watched."""
    date = viewing.date
    return [date.isoformat() if date and date.is_exact else "", viewing.is_rewatch, ""]


def as_letterboxd_reads(review: Review) -> str:
    """Plain text with entities, as its importer takes HTML; the headline first, a warning where it is due."""
    paragraphs = re.sub(r"</(p|li|ul|ol)>|<br ?/?>", "\n\n", review.html)
    text = re.sub(r"\n{2,}", "\n\n", strip_tags(paragraphs)).strip()
    warning = "(Spoilers.) " if review.has_spoilers else ""
    return f"{warning}{_as_html(review.headline)}\n\n{_unquoted(text)}"


def _as_html(text: str) -> str:
    return _unquoted(escape(text, quote=False))


def _unquoted(html: str) -> str:
    """Letterboxd's page asks for another way to write quotation marks in a CSV than spreadsheets understand."""
    return html.replace('"', "&quot;")
