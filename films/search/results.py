"""Asks the engine of the database in use, and puts what it found in order: best tier first, then popularity."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal

from django.core.files.storage import default_storage
from django.db import connection

from films.models import Person, PersonEntry, Title, TitleEntry

from . import postgresql, sqlite
from .expression import Expression, Question

Kind = Literal["title", "person"]

GUESSING_SECONDS = 0.25
MOST_RESULTS = 200
KINDS: tuple[Kind, ...] = ("title", "person")
_TABLES: dict[Kind, str] = {"title": TitleEntry._meta.db_table, "person": PersonEntry._meta.db_table}
_COLUMNS: dict[Kind, str] = {
    "title": "'title' AS kind, rank, title_id AS subject_id, name, year, line, image",
    "person": "'person' AS kind, rank, person_id AS subject_id, name, NULL AS year, line, image",
}


@dataclass
class Hit:
    """One title or person, with all that a suggestion shows: `line` names a title's stars, a person's titles."""

    kind: Kind
    id: int
    name: str
    year: int | None
    line: str
    image: str
    own_stars: int | None = None
    """As on Title."""

    # What a title is called, and its key, for whoever takes titles and hits alike.
    @property
    def pk(self) -> int:
        return self.id

    @property
    def primary_title(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return self.subject.slug

    @property
    def url(self) -> str:
        """Empty while people have no pages of their own."""
        return str(getattr(self.subject, "get_absolute_url", str)())

    @property
    def image_url(self) -> str:
        """The address of a small poster or portrait; empty when none is held."""
        return default_storage.url(self.image) if self.image else ""

    @property
    def subject(self) -> Title | Person:
        """The title or person, knowing no more than stands here: enough for addresses, covers and initials."""
        if self.kind == "title":
            return Title(pk=self.id, primary_title=self.name, year=self.year)
        return Person(pk=self.id, primary_name=self.name)


@dataclass(frozen=True)
class Results:
    """A page of hits. `is_guess` says that nothing matched as typed and these are near misses."""

    titles: list[Hit]
    people: list[Hit]
    has_more: bool
    is_guess: bool

    def __bool__(self) -> bool:
        return bool(self.titles or self.people)

    @property
    def best(self) -> Hit | None:
        """The likeliest of a guess."""
        return next(iter([*self.titles, *self.people]), None)


def suggest(text: str, limit: int = 8) -> list[Hit]:
    """The best titles and people for what has been typed so far, by one query on the index (two for a slip)."""
    question = Question.read(text)
    found = _ask(question.tiers(), KINDS, limit)
    if not found:
        found = _guess(question, limit)
    return [hit for _, _, hit in found[:limit]]


def find(text: str, page: int = 1, per_page: int = 20) -> Results:
    """One page of titles and one of people; nothing lies beyond the first MOST_RESULTS of each."""
    first = min((page - 1) * per_page, MOST_RESULTS)
    last = min(first + per_page, MOST_RESULTS)
    question = Question.read(text)
    found = _ask(question.tiers(), KINDS, last + 1)
    is_guess = not found
    if is_guess:
        found = _guess(question, last + 1)
    titles, people = ([hit for _, _, hit in found if hit.kind == kind] for kind in KINDS)
    return Results(
        titles=titles[first:last],
        people=people[first:last],
        has_more=last < MOST_RESULTS and last < max(len(titles), len(people)),
        is_guess=is_guess and bool(found),
    )


def matching_title_ids(text: str, limit: int) -> list[int]:
    """The most popular titles that have all these words, for filtering by more than text."""
    return _matching_ids(text, "title", limit)


def matching_person_ids(text: str, limit: int = 20) -> list[int]:
    """People of exactly this name, else the best known whose names have all these words."""
    return _matching_ids(text, "person", limit)


def at_most(seconds: float) -> AbstractContextManager[None, bool]:
    """Gives up on what is asked of the database inside when it takes longer; no error is raised."""
    return _engine().at_most(seconds)


def _matching_ids(text: str, kind: Kind, limit: int) -> list[int]:
    tiers = Question.read(text).tiers()
    found = (_ask(tiers[:1], (kind,), limit) if kind == "person" else []) or _ask(tiers, (kind,), limit)
    return [hit.id for _, _, hit in found[:limit]]


def _guess(question: Question, limit: int) -> list[tuple[int, int, Hit]]:
    """Near misses: another year, else the one word that nobody has, or any one of them, taken as mistyped."""
    found: list[tuple[int, int, Hit]] = []
    with at_most(GUESSING_SECONDS):
        found = _ask(question.other_years(), KINDS, limit)
        if not found:
            words = question.each_word()
            unknown = set(range(len(words))) - {row[0] for row in _rows(words, KINDS, 1)}
            suspects = range(len(words)) if not unknown else unknown if len(unknown) == 1 else ()
            for at in suspects:
                found = found or _ask(question.with_slip_at(at), KINDS, limit, are_rare=True)
    return found


def _engine() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite


def _ask(
    tiers: list[Expression], kinds: Sequence[Kind], limit: int, *, are_rare: bool = False
) -> list[tuple[int, int, Hit]]:
    """(tier, rank, hit) of every kind asked for, best first, each once."""
    best: dict[tuple[Kind, int], tuple[int, int, Hit]] = {}
    rows = sorted(_rows(tiers, kinds, limit, are_rare=are_rare), key=lambda row: (row[0], row[2], row[1]))
    for tier, kind, rank, subject_id, name, year, line, image in rows:
        best.setdefault((kind, subject_id), (tier, rank, Hit(kind, subject_id, name, year, line, image)))
    return list(best.values())


def _rows(
    tiers: list[Expression], kinds: Sequence[Kind], limit: int, *, are_rare: bool = False
) -> list[tuple[Any, ...]]:
    """One query: the `limit` best of each tier and kind, as (tier, kind, rank, id, name, year, line, image)."""
    if not tiers:
        return []
    engine = _engine()
    select = engine.select_rare if are_rare else engine.select
    selects = [
        select(_TABLES[kind], _COLUMNS[kind], tier, wanted, limit)
        for tier, wanted in enumerate(tiers)
        for kind in kinds
    ]
    with connection.cursor() as cursor:
        cursor.execute(*engine.join(selects))
        return list(cursor.fetchall())
