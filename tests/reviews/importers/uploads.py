"""Small uploads of our own, as sites write them, and the jobs run at once."""

import zipfile
from io import BytesIO

from accounts.models import User
from films.models import ExternalId, IdSource, Title
from films.search import index_titles
from reviews.importers.load import write_rows
from reviews.importers.reading import read_rows
from reviews.importers.taking_back import take_back_rows
from reviews.importing import begin, confirm, take_back
from reviews.models import DataImport
from tests.factories import make_title

IMDB_2025 = (
    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,"
    "Num Votes,Release Date,Directors\n"
)
LETTERBOXD_RATINGS = "Date,Name,Year,Letterboxd URI,Rating\n"
LETTERBOXD_FILMS = "Date,Name,Year,Letterboxd URI\n"
LETTERBOXD_DIARY = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
LETTERBOXD_REVIEWS = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"


def catalogued(primary_title: str, year: int | None = 2013, imdb: str = "", **values: object) -> Title:
    """A title that is found by its names, and by its key at IMDb."""
    title = make_title(primary_title, year, **values)
    if imdb:
        ExternalId.objects.create(title=title, source=IdSource.IMDB, value=imdb)
    index_titles([title.pk])
    return title


def imdb_ratings(*rows: str) -> bytes:
    return (IMDB_2025 + "\n".join(rows) + "\n").encode()


def imdb_rating(key: str, stars: object, name: str = "A film", year: int = 2013) -> str:
    return f'{key},{stars},2025-02-16,"{name}","{name}",https://www.imdb.com/title/{key},Movie,7.3,90,{year},,1,,'


def zipped(files: dict[str, str | bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return written.getvalue()


def bring(member: User, name: str, content: bytes, hint: str = "") -> DataImport:
    """Uploaded and read."""
    data_import = begin(member, name, content, hint)
    read_rows.func(data_import.pk)
    data_import.refresh_from_db()
    return data_import


def confirmed(data_import: DataImport, **choices: object) -> DataImport:
    """Written, with these choices."""
    confirm(data_import, **{"replaces": False, "keeps_drafts": True, "language": "en"} | choices)
    write_rows.func(data_import.pk)
    data_import.refresh_from_db()
    return data_import


def taken_back(data_import: DataImport) -> DataImport:
    take_back(data_import)
    take_back_rows.func(data_import.pk)
    data_import.refresh_from_db()
    return data_import
