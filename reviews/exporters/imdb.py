"""The same in the shape of IMDb's exports: of ratings since 2025, of watchlists and lists since 2024."""

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from films.models import IdSource, Title
from reviews.exporters.elsewhere import Table, described, directors_of, ids_of, lists_of
from reviews.models import Rating, WatchlistEntry

LIST = "Position Const Created Modified Description Title Original_Title URL Title_Type IMDb_Rating"
LIST += " Runtime_(mins) Year Genres Num_Votes Release_Date Directors Your_Rating Date_Rated"
RATINGS = "Const Your_Rating Date_Rated Title Original_Title URL Title_Type IMDb_Rating"
RATINGS += " Runtime_(mins) Year Genres Num_Votes Release_Date Directors"
TYPES = {
    "movie": "Movie",
    "short": "Short",
    "tv_movie": "TV Movie",
    "tv_special": "TV Special",
    "tv_series": "TV Series",
    "tv_mini_series": "TV Mini Series",
    "tv_episode": "TV Episode",
    "video": "Video",
}


def imdb_tables(member: User) -> Iterator[Table]:
    """Only titles whose IMDb key is known: without one, a row says nothing there."""
    ratings = Rating.objects.by_member(member).order_by("created_at", "pk")
    rows = (_rating(row) for row in _known(described(ratings, wholly=True)))
    yield Table("imdb/ratings", _names(RATINGS), rows)
    watchlist = WatchlistEntry.objects.of_member(member).order_by("created_at", "pk")
    yield _list("watchlist", member, watchlist)
    for name, entries in lists_of(member):
        yield _list(f"lists/{name}", member, entries)


def _names(words: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in words.split())


def _known(rows: Iterator[Any]) -> Iterator[Any]:
    return (row for row in rows if IdSource.IMDB in ids_of(row.title))


def _film(title: Title) -> list[Any]:
    """From Title to Directors. Its own rating and votes are IMDb's to say."""
    key = ids_of(title)[IdSource.IMDB]
    minutes = [each.minutes for each in title.runtime_set.all()]
    genres = ", ".join(each.genre.name for each in title.titlegenre_set.all())
    return [
        title.primary_title,
        title.original_title or title.primary_title,
        f"https://www.imdb.com/title/{key}",
        TYPES.get(title.title_type, ""),
        *("", minutes[0] if minutes else "", title.year, genres, "", "", directors_of(title)),
    ]


def _rating(rating: Rating) -> list[Any]:
    key = ids_of(rating.title)[IdSource.IMDB]
    return [key, rating.value, rating.updated_at.date(), *_film(rating.title)]


def _list(path: str, member: User, entries: QuerySet[Any]) -> Table:
    own = Rating.objects.by_member(member).filter(title=OuterRef("title"))
    entries = entries.annotate(
        own_stars=Subquery(own.values("value")), rated_at=Subquery(own.values("updated_at"))
    )

    def rows() -> Iterator[list[Any]]:
        for place, entry in enumerate(_known(described(entries, wholly=True)), start=1):
            day, key = entry.created_at.date(), ids_of(entry.title)[IdSource.IMDB]
            about = [place, key, day, day, getattr(entry, "note", "")]
            rated_on = entry.rated_at.date() if entry.rated_at else ""
            yield [*about, *_film(entry.title), entry.own_stars, rated_on]

    return Table(f"imdb/{path}", _names(LIST), rows())
