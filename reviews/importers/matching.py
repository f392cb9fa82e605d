"""Finds the titles that rows are about, many rows at a time: four queries a chunk, whatever its length.

By a key that the catalogue knows, else by name and year. A title that has another key in the same catalogue
is another title, however alike the names.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from films.models import ExternalId, Title
from films.search import Namesake, titles_named
from reviews.importers.records import Clues
from reviews.models import RowState

MOST_CANDIDATES = 8

Key = tuple[str, str]


@dataclass(frozen=True)
class Match:
    """Which title it is, or which ones it may be; neither when there is none."""

    title_id: int | None = None
    candidates: tuple[int, ...] = ()

    @property
    def state(self) -> RowState:
        if self.title_id is not None:
            return RowState.MATCHED
        return RowState.AMBIGUOUS if self.candidates else RowState.UNKNOWN


def match(chunk: Sequence[Clues]) -> list[Match]:
    by_key = _titles_by_key({key for clues in chunk for key in clues.ids})
    by_id = _titles_by_id({clues.title_id for clues in chunk if clues.title_id})
    nameless = [clues for clues in chunk if not any(key in by_key for key in clues.ids)]
    by_name = titles_named({name for clues in nameless for name in _names(clues)})
    keys = _keys_of({each.title_id for found in by_name.values() for each in found} | set(by_id))
    return [_match(clues, by_key, by_id, by_name, keys) for clues in chunk]


def _match(
    clues: Clues,
    by_key: dict[Key, int],
    by_id: dict[int, Title],
    by_name: dict[str, list[Namesake]],
    keys: dict[int, dict[str, str]],
) -> Match:
    for key in clues.ids:
        if key in by_key:
            return Match(by_key[key])
    own = by_id.get(clues.title_id or 0)
    if own is not None and own.primary_title == clues.name and own.year == clues.year:
        return Match(own.pk)
    found = {each.title_id: each for name in _names(clues) for each in by_name.get(name, ())}
    return _best(clues, [each for each in found.values() if not _contradicts(clues, keys[each.title_id])])


def _best(clues: Clues, namesakes: list[Namesake]) -> Match:
    """The one namesake of the same year, or of the year before or after; without a year its member chooses."""
    graded = sorted(
        ((grade, each.title_id) for each in namesakes if (grade := _grade(clues.year, each)) is not None),
    )
    if not graded:
        return Match()
    best, title_id = graded[0]
    is_sure = best < UNSURE and [grade for grade, _ in graded].count(best) == 1
    return (
        Match(title_id) if is_sure else Match(candidates=tuple(each for _, each in graded[:MOST_CANDIDATES]))
    )


UNSURE = 6


def _grade(year: int | None, namesake: Namesake) -> int | None:
    """0 is best: the year and the primary title fit, the article too. None is another title."""
    if year is None or namesake.year is None:
        return UNSURE
    off = abs(year - namesake.year)
    return None if off > 1 else 3 * off + (not namesake.is_primary) + (not namesake.is_exact)


def _contradicts(clues: Clues, keys: dict[str, str]) -> bool:
    return any(keys.get(source, key) != key for source, key in clues.ids)


def _names(clues: Clues) -> list[str]:
    return [name for name in (clues.name, *clues.other_names) if name]


def _titles_by_key(keys: Iterable[Key]) -> dict[Key, int]:
    by_source = defaultdict(set)
    for source, key in keys:
        by_source[source].add(key)
    if not by_source:
        return {}
    wanted = Q()
    for source, values in by_source.items():
        wanted |= Q(source=source, value__in=values)
    rows = ExternalId.objects.filter(wanted, title__is_published=True)
    return {(source, value): pk for source, value, pk in rows.values_list("source", "value", "title")}


def _titles_by_id(ids: set[int]) -> dict[int, Title]:
    return Title.objects.visible().in_bulk(ids) if ids else {}


def _keys_of(title_ids: set[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = ExternalId.objects.filter(title__in=title_ids)
    for title_id, source, value in rows.values_list("title", "source", "value"):
        found[title_id][source] = value
    return found
