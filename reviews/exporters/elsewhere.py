"""The same in the shapes that other film sites read: Letterboxd's importer, and IMDb's exports.

Letterboxd's columns and its limit of one megabyte a file: https://letterboxd.com/about/importing-data/
IMDb's are those of its exports of ratings since 2025, and of watchlists and lists since 2024.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils.html import strip_tags
from django.utils.text import slugify

from accounts.models import User
from films.models import Credit, CreditCategory, IdSource, Runtime, Title, TitleGenre
from reviews.exporters.section import SLICE
from reviews.exporters.values import with_titles
from reviews.models import ListEntry, Rating, Review, TitleList, Viewing, WatchlistEntry

LETTERBOXD_LIMIT = 1_000_000
LETTERBOXD = ("LetterboxdURI", "tmdbID", "imdbID", "Title", "Year", "Directors")
IMDB_LIST = "Position Const Created Modified Description Title Original_Title URL Title_Type IMDb_Rating"
IMDB_LIST += " Runtime_(mins) Year Genres Num_Votes Release_Date Directors Your_Rating Date_Rated"
IMDB_RATINGS = "Const Your_Rating Date_Rated Title Original_Title URL Title_Type IMDb_Rating"
IMDB_RATINGS += " Runtime_(mins) Year Genres Num_Votes Release_Date Directors"
IMDB_TYPES = {
    "movie": "Movie",
    "short": "Short",
    "tv_movie": "TV Movie",
    "tv_special": "TV Special",
    "tv_series": "TV Series",
    "tv_mini_series": "TV Mini Series",
    "tv_episode": "TV Episode",
    "video": "Video",
}


@dataclass(frozen=True)
class Table:
    """One CSV: its path without the ending, its header, its rows, and how many bytes a part may have."""

    path: str
    header: tuple[str, ...]
    rows: Iterable[list[Any]]
    limit: int | None = None


def tables(member: User) -> Iterator[Table]:
    yield from _letterboxd(member)
    yield from _imdb(member)


def _described(rows: QuerySet[Any], *, wholly: bool = False) -> Iterator[Any]:
    """Rows with the directors of their titles, and wholly with genres and lengths; of titles that have a page."""
    rows = rows.filter(title__is_published=True)
    directors = Credit.objects.filter(category=CreditCategory.DIRECTOR).select_related("person")
    rows = with_titles(rows).prefetch_related(
        Prefetch("title__credit_set", directors.order_by("billing", "pk"))
    )
    if wholly:
        genres = TitleGenre.objects.select_related("genre").order_by("position", "pk")
        rows = rows.prefetch_related(
            Prefetch("title__titlegenre_set", genres),
            Prefetch("title__runtime_set", Runtime.objects.order_by("position", "pk")),
        )
    return rows.iterator(chunk_size=SLICE)


def _ids(title: Title) -> dict[str, str]:
    return {each.source: each.value for each in reversed(title.externalid_set.all())}


def _directors(title: Title) -> str:
    return ", ".join(credit.name for credit in title.credit_set.all())


# --- Letterboxd


def _letterboxd(member: User) -> Iterator[Table]:
    ratings = _described(Rating.objects.by_member(member).order_by("created_at", "pk"))
    yield _letterboxd_table("ratings", ("Rating10",), ratings, lambda row: [row.value])
    reviews = Review.objects.by_author(member).published().order_by("created_at", "pk")
    yield _letterboxd_table(
        "reviews",
        ("Rating10", "Review"),
        _described(reviews),
        lambda row: [row.stars, as_letterboxd_reads(row)],
    )
    viewings = _described(Viewing.objects.of_member(member).order_by("created_at", "pk"))
    yield _letterboxd_table("diary", ("WatchedDate", "Rewatch", "Tags"), viewings, _watched)
    watchlist = _described(WatchlistEntry.objects.of_member(member).order_by("created_at", "pk"))
    yield _letterboxd_table("watchlist", (), watchlist, lambda row: [])
    for name, entries in _lists(member):
        yield _letterboxd_table(
            f"lists/{name}", ("Review",), _described(entries), lambda row: [_as_html(row.note)]
        )


def _letterboxd_table(
    path: str, more: tuple[str, ...], rows: Iterator[Any], read: Callable[[Any], list[Any]]
) -> Table:
    lines = ([*_letterboxd_film(row.title), *read(row)] for row in rows)
    return Table(f"letterboxd/{path}", (*LETTERBOXD, *more), lines, LETTERBOXD_LIMIT)


def _letterboxd_film(title: Title) -> list[Any]:
    ids = _ids(title)
    key = ids.get(IdSource.LETTERBOXD)
    return [
        f"https://boxd.it/{key}" if key else "",
        ids.get(IdSource.TMDB),
        ids.get(IdSource.IMDB),
        title.primary_title,
        title.year,
        _directors(title),
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


# --- IMDb


def _imdb(member: User) -> Iterator[Table]:
    """Only titles whose IMDb key is known: without one, a row says nothing there."""
    ratings = Rating.objects.by_member(member).order_by("created_at", "pk")
    rows = (_imdb_rating(row) for row in _known(_described(ratings, wholly=True)))
    yield Table("imdb/ratings", _names(IMDB_RATINGS), rows)
    watchlist = WatchlistEntry.objects.of_member(member).order_by("created_at", "pk")
    yield _imdb_list("watchlist", member, watchlist)
    for name, entries in _lists(member):
        yield _imdb_list(f"lists/{name}", member, entries)


def _names(words: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in words.split())


def _known(rows: Iterator[Any]) -> Iterator[Any]:
    return (row for row in rows if IdSource.IMDB in _ids(row.title))


def _imdb_film(title: Title) -> list[Any]:
    """From Title to Directors. Its own rating and votes are IMDb's to say."""
    key = _ids(title)[IdSource.IMDB]
    minutes = [each.minutes for each in title.runtime_set.all()]
    genres = ", ".join(each.genre.name for each in title.titlegenre_set.all())
    return [
        title.primary_title,
        title.original_title or title.primary_title,
        f"https://www.imdb.com/title/{key}",
        IMDB_TYPES.get(title.title_type, ""),
        *("", minutes[0] if minutes else "", title.year, genres, "", "", _directors(title)),
    ]


def _imdb_rating(rating: Rating) -> list[Any]:
    key = _ids(rating.title)[IdSource.IMDB]
    return [key, rating.value, rating.updated_at.date(), *_imdb_film(rating.title)]


def _imdb_list(path: str, member: User, entries: QuerySet[Any]) -> Table:
    own = Rating.objects.by_member(member).filter(title=OuterRef("title"))
    entries = entries.annotate(
        own_stars=Subquery(own.values("value")), rated_at=Subquery(own.values("updated_at"))
    )

    def rows() -> Iterator[list[Any]]:
        for place, entry in enumerate(_known(_described(entries, wholly=True)), start=1):
            day, key = entry.created_at.date(), _ids(entry.title)[IdSource.IMDB]
            about = [place, key, day, day, getattr(entry, "note", "")]
            rated_on = entry.rated_at.date() if entry.rated_at else ""
            yield [*about, *_imdb_film(entry.title), entry.own_stars, rated_on]

    return Table(f"imdb/{path}", _names(IMDB_LIST), rows())


# --- Both


def _lists(member: User) -> Iterator[tuple[str, QuerySet[ListEntry]]]:
    """(a name for the file, the entries) of each list."""
    for number, title_list in enumerate(
        TitleList.objects.of_member(member).order_by("created_at", "pk"), start=1
    ):
        name = slugify(title_list.name)[:60].strip("-") or "list"
        yield f"{number:03}-{name}", title_list.entries.in_order()
