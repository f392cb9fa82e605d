"""Finds the people that rows of an archive are about: by a key elsewhere, else by number and name, else by name alone.

What tells of somebody: name, birth_date as ISO text or empty, ids as (source, key) pairs, person_id.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from films.models import ExternalId, Person

Clue = dict[str, Any]


def people_meant(clues: Sequence[Clue]) -> list[int | None]:
    """The number of each here; None where there is nobody, or more than one. Two queries."""
    if not clues:
        return []
    by_key = _by_key({(source, key) for clue in clues for source, key in clue["ids"]})
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in Person.objects.filter(primary_name__in={clue["name"] for clue in clues}).order_by("pk"):
        by_name[person.primary_name].append(person)
    return [_meant(clue, by_key, by_name[clue["name"]]) for clue in clues]


def _meant(clue: Clue, by_key: dict[tuple[str, str], int], namesakes: list[Person]) -> int | None:
    for source, key in clue["ids"]:
        if (source, key) in by_key:
            return by_key[source, key]
    born = [each for each in namesakes if _birth_date(each) == clue["birth_date"]]
    if any(each.pk == clue["person_id"] for each in born):
        return clue["person_id"]
    return born[0].pk if len(born) == 1 else None


def _birth_date(person: Person) -> str:
    return person.birth_date.isoformat() if person.birth_date else ""


def _by_key(keys: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    if not keys:
        return {}
    wanted = Q()
    for source in {source for source, _key in keys}:
        wanted |= Q(source=source, value__in=[key for each, key in keys if each == source])
    rows = ExternalId.objects.filter(wanted, person__isnull=False)
    return {(source, value): pk for source, value, pk in rows.values_list("source", "value", "person")}
