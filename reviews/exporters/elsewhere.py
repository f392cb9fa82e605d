"""What other film sites read: tables of titles, and what tells a title there. Their shapes: letterboxd.py, imdb.py."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.text import slugify

from accounts.models import User
from films.models import Credit, CreditCategory, Runtime, Title, TitleGenre
from reviews.exporters.section import SLICE
from reviews.exporters.values import with_titles
from reviews.models import ListEntry, TitleList


@dataclass(frozen=True)
class Table:
    """One CSV: its path without the ending, its header, its rows, and how many bytes a part may have."""

    path: str
    header: tuple[str, ...]
    rows: Iterable[list[Any]]
    limit: int | None = None


def described(rows: QuerySet[Any], *, wholly: bool = False) -> Iterator[Any]:
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


def ids_of(title: Title) -> dict[str, str]:
    return {each.source: each.value for each in reversed(title.externalid_set.all())}


def directors_of(title: Title) -> str:
    return ", ".join(credit.name for credit in title.credit_set.all())


def lists_of(member: User) -> Iterator[tuple[str, QuerySet[ListEntry]]]:
    """(a name for the file, the entries) of each list."""
    for number, title_list in enumerate(
        TitleList.objects.of_member(member).order_by("created_at", "pk"), start=1
    ):
        name = slugify(title_list.name)[:60].strip("-") or "list"
        yield f"{number:03}-{name}", title_list.entries.in_order()
