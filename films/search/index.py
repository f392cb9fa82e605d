"""Writes the search index: what titles and people are found by, and what a suggestion shows of them.

Entries are ordered by `rank`, and rank is popularity in steps of about nine per cent: a title changes place
with its first votes, then ever more rarely, so that a vote seldom has to touch the index.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.db import connection, transaction
from django.db.models import BigIntegerField, Case, Q, Value, When

from films.image_files import JPEG, rendition_name, widths_of
from films.models import (
    Aka,
    Credit,
    CreditCategory,
    Image,
    Person,
    PersonEntry,
    PersonName,
    Title,
    TitleEntry,
)

from .folding import YEAR, anchor, fold, parts, sort_key, tokens

CHUNK = 500
_MOST_POPULAR = 255
_ID_BITS = 40
_STEPS_PER_DOUBLING = 8
_NAMES_IN_A_LINE = 2
_BILLED = (CreditCategory.DIRECTOR, CreditCategory.CAST, CreditCategory.SELF)


def popularity(votes: int) -> int:
    """Votes on a logarithmic scale: 0–255, the same for counts within about nine per cent of each other."""
    return min(int(_STEPS_PER_DOUBLING * math.log2(1 + votes)), _MOST_POPULAR)


def rank_of(votes: int, subject_id: int) -> int:
    """The entry's key: smaller is more popular; among equals, what was catalogued first."""
    return (_MOST_POPULAR - popularity(votes)) << _ID_BITS | subject_id


@transaction.atomic
def index_titles(ids: Iterable[int]) -> None:
    """Brings the entries of these titles up to date; drafts and titles that are gone lose theirs."""
    for chunk in _chunks(ids):
        titles = Title.objects.visible().filter(pk__in=chunk).select_related("poster")
        other_names = _grouped(Aka.objects.filter(title__in=chunk).values_list("title_id", "text"))
        lines = _billed_on(chunk)
        entries = [_title_entry(title, other_names[title.pk], lines[title.pk]) for title in titles]
        TitleEntry.objects.filter(title__in=chunk).delete()
        TitleEntry.objects.bulk_create(sorted(entries, key=lambda entry: entry.rank))


@transaction.atomic
def index_people(ids: Iterable[int]) -> None:
    """Brings the entries of these people up to date; people who are gone lose theirs."""
    for chunk in _chunks(ids):
        people = Person.objects.filter(pk__in=chunk).select_related("photo")
        other_names = _grouped(PersonName.objects.filter(person__in=chunk).values_list("person_id", "name"))
        known_for = _known_for(chunk)
        entries = [_person_entry(person, other_names[person.pk], known_for[person.pk]) for person in people]
        PersonEntry.objects.filter(person__in=chunk).delete()
        PersonEntry.objects.bulk_create(sorted(entries, key=lambda entry: entry.rank))


@transaction.atomic
def index_with_people(title_ids: Iterable[int]) -> None:
    """These titles and everybody credited on them, whose lines may name one."""
    for chunk in _chunks(title_ids):
        index_titles(chunk)
        index_people(
            Credit.objects.filter(title__in=chunk, person__isnull=False).values_list("person", flat=True)
        )


@transaction.atomic
def rerank_titles(ids: Iterable[int]) -> None:
    """Moves titles to their places after votes: nothing is written unless a count has left its step."""
    for chunk in _chunks(ids):
        entries = TitleEntry.objects.filter(title__in=chunk).values_list("rank", "title", "title__vote_count")
        right = {title_id: rank_of(votes, title_id) for _rank, title_id, votes in entries}
        moved = [title_id for rank, title_id, _votes in entries if rank != right[title_id]]
        if moved:
            ranks = Case(
                *(When(title=pk, then=Value(right[pk])) for pk in moved), output_field=BigIntegerField()
            )
            TitleEntry.objects.filter(title__in=moved).update(rank=ranks)


def rebuild(progress: Callable[[int], object]) -> None:
    """Writes every entry anew, a chunk at a time; `progress` is told how many were done each time."""
    for chunk in _titles_by_popularity():
        index_titles(chunk)
        progress(len(chunk))
    for chunk in _people():
        index_people(chunk)
        progress(len(chunk))
    _tidy()


def _titles_by_popularity() -> Iterator[list[int]]:
    """Most popular first, so that on disk they lie together, where every search looks first."""
    after = Q()
    while found := list(Title.objects.filter(after).popular().values_list("vote_count", "pk")[:CHUNK]):
        votes, last = found[-1]
        after = Q(vote_count__lt=votes) | Q(vote_count=votes, pk__lt=last)
        yield [pk for _, pk in found]


def _people() -> Iterator[list[int]]:
    last = 0
    while found := list(
        Person.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        last = found[-1]
        yield found


def _tidy() -> None:
    """Merges what many small writes left behind, and tells the planner what is there now."""
    with connection.cursor() as cursor:
        for table in (TitleEntry._meta.db_table, PersonEntry._meta.db_table):
            if connection.vendor == "sqlite":
                cursor.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('optimize')")  # noqa: S608 # nosec B608
            cursor.execute(f"ANALYZE {table}")


def _title_entry(title: Title, other_names: list[str], line: list[str]) -> TitleEntry:
    found_by = _tokens([title.primary_title, title.original_title, *other_names])
    if title.year:
        found_by.add(f"{YEAR}{title.year}")
    return TitleEntry(
        rank=rank_of(title.vote_count, title.pk),
        title=title,
        name=title.primary_title,
        sort_name=sort_key(title.primary_title)[:300],
        year=title.year,
        line=", ".join(line)[:300],
        image=_smallest(title.poster),
        tokens=" ".join(sorted(found_by)),
    )


def _person_entry(person: Person, other_names: list[str], known_for: tuple[int, list[str]]) -> PersonEntry:
    votes, titles = known_for
    names = [person.primary_name, person.native_name, *other_names]
    return PersonEntry(
        rank=rank_of(votes, person.pk),
        person=person,
        name=person.primary_name,
        sort_name=_last_name_first(person.primary_name)[:300],
        line=", ".join(titles)[:300],
        image=_smallest(person.photo),
        tokens=" ".join(sorted(_tokens(names) | {_reversed_anchor(person.primary_name)} - {""})),
    )


def _smallest(image: Image | None) -> str:
    """The stored name of a picture's smallest rendition, empty without a picture."""
    if image is None:
        return ""
    slot, _ = widths_of(image.width)[0]
    return rendition_name(str(image.file.name), slot, JPEG)


def _tokens(names: list[str]) -> set[str]:
    return set().union(*(tokens(name) for name in names))


def _last_name_first(name: str) -> str:
    pieces = [" ".join(word) for word in fold(name)]
    return " ".join(pieces[-1:] + pieces[:-1])


def _reversed_anchor(name: str) -> str:
    words = fold(name)
    return anchor(parts(words[-1:] + words[:-1])) if words else ""


def _billed_on(ids: list[int]) -> dict[int, list[str]]:
    """Per title, the first two names on the screen, or the directors where nobody is seen."""
    billed = (
        Credit.objects.filter(title__in=ids, category__in=_BILLED)
        .order_by("title", "billing", "pk")
        .values_list("title", "category", "person__primary_name", "credited_as")
    )
    on_screen: dict[int, list[str]] = defaultdict(list)
    directed: dict[int, list[str]] = defaultdict(list)
    for title, category, name, credited_as in billed:
        names = (directed if category == CreditCategory.DIRECTOR else on_screen)[title]
        name = name or credited_as
        if len(names) < _NAMES_IN_A_LINE and name not in names:
            names.append(name)
    return defaultdict(list, {**directed, **on_screen})


def _known_for(ids: list[int]) -> dict[int, tuple[int, list[str]]]:
    """Per person, the votes of all their titles (and one per title), and their two most rated titles."""
    known: dict[int, tuple[int, list[str]]] = defaultdict(lambda: (0, []))
    rows = (
        Credit.objects.filter(person__in=ids, title__is_published=True)
        .order_by("person", "-title__vote_count", "title")
        .values_list("person", "title__primary_title", "title__year", "title__vote_count", "title")
        .distinct()
    )
    for person, name, year, vote_count, _ in rows:
        votes, titles = known[person]
        shown = [*titles, f"{name} ({year})" if year else name] if len(titles) < _NAMES_IN_A_LINE else titles
        known[person] = (votes + vote_count + 1, shown)
    return known


def _grouped(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, text in rows:
        found[key].append(text)
    return found


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    every = list(dict.fromkeys(ids))
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]
