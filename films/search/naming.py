"""Which titles bear exactly these names, of many names at once: for what members bring from elsewhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from films.models import TitleEntry

from . import postgresql, sqlite
from .expression import Term, either
from .folding import anchor, fold, parts, without_article

MOST_PER_NAME = 40


@dataclass(frozen=True)
class Namesake:
    """A title that bears a name: as its primary title, with the same article or without, or as another of its names."""

    title_id: int
    year: int | None
    is_primary: bool
    is_exact: bool


def titles_named(names: Iterable[str]) -> dict[str, list[Namesake]]:
    """By each name the titles that bear it, the most popular first; names that nobody bears are left out.

    Case, accents, punctuation and a leading article do not count. One query, whatever the number of names.
    """
    asked = {name: anchors for name in names if (anchors := _anchors(name))}
    if not asked:
        return {}
    bearers: dict[str, list[tuple[int, str, int | None]]] = defaultdict(list)
    wanted = set().union(*asked.values())
    for title_id, primary, year, tokens in _entries(wanted, MOST_PER_NAME * len(asked)):
        for token in wanted.intersection(tokens.split()):
            bearers[token].append((title_id, primary, year))
    found = {name: _namesakes(name, anchors, bearers) for name, anchors in asked.items()}
    return {name: namesakes for name, namesakes in found.items() if namesakes}


def _anchors(name: str) -> set[str]:
    pieces = parts(fold(name))
    return {anchor(pieces), anchor(without_article(pieces))} if pieces else set()


def _entries(wanted: set[str], limit: int) -> list[tuple[int, str, int | None, str]]:
    engine = postgresql if connection.vendor == "postgresql" else sqlite
    terms = either(Term(token) for token in sorted(wanted))
    columns = "title_id, name, year, tokens, rank"
    sql, parameters = engine.select_rare(TitleEntry._meta.db_table, columns, 0, terms, limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [(row[1], row[2], row[3], row[4]) for row in cursor.fetchall()]


def _namesakes(
    name: str, anchors: set[str], bearers: dict[str, list[tuple[int, str, int | None]]]
) -> list[Namesake]:
    found = {bearer[0]: bearer for token in sorted(anchors) for bearer in bearers.get(token, ())}
    whole = parts(fold(name))
    return [
        Namesake(title_id, year, bool(anchors & _anchors(primary)), parts(fold(primary)) == whole)
        for title_id, primary, year in found.values()
    ]
