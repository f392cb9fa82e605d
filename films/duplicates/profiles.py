"""What is known of records that tells whether two are the same, a chunk of them in a few queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from films.models import (
    Aka,
    Company,
    Credit,
    CreditCategory,
    ExternalId,
    Person,
    PersonName,
    RecordKind,
    Title,
    TitleType,
)

from .likeness import firm, number, skeleton

MOST_NAMES = 30
YEARS_APART = 1


@dataclass
class Profile:
    key: int
    name: str
    names: list[str]
    year: int | None = None
    title_type: str = ""
    series: int | None = None
    country: str = ""
    ids: set[tuple[str, str]] = field(default_factory=set)
    near: set[int] = field(default_factory=set)
    """Directors of a title, titles of a person."""

    def keys(self, kind: str) -> set[int]:
        """The numbers it is found by."""
        return self._names(kind, (0,)) | self._others(kind)

    def sought(self, kind: str) -> set[int]:
        """The numbers of what may be the same: titles of the years around count too."""
        return self._names(kind, (0, -YEARS_APART, YEARS_APART)) | self._others(kind)

    def _names(self, kind: str, shifts: tuple[int, ...]) -> set[int]:
        if kind == RecordKind.COMPANY:
            return {number("name", firm(name)) for name in self.names}
        if kind == RecordKind.PERSON:
            plain = {number("name", skeleton(name)) for name in self.names}
            return plain | {number("born", skeleton(name), self.year) for name in self.names if self.year}
        years = [self.year + shift for shift in shifts] if self.year else [None]
        return {number("year", skeleton(name), year) for name in self.names for year in years}

    def _others(self, kind: str) -> set[int]:
        found = {number("id", *each) for each in self.ids}
        if kind == RecordKind.TITLE:
            found |= {number("by", skeleton(name), person) for name in self.names for person in self.near}
        return found


def profiles(kind: str, ids: list[int]) -> dict[int, Profile]:
    found = {RecordKind.TITLE: _titles, RecordKind.PERSON: _people, RecordKind.COMPANY: _companies}[
        RecordKind(kind)
    ](ids)
    for owner, source, value in ExternalId.objects.filter(**{f"{kind}__in": ids}).values_list(
        kind, "source", "value"
    ):
        if owner in found:
            found[owner].ids.add((source, plain_id(value)))
    return found


def plain_id(value: str) -> str:
    """“TT0123” and “tt123” are one key."""
    letters = value.casefold().rstrip("/").rpartition("/")[2]
    head = letters.rstrip("0123456789")
    return head + letters[len(head) :].lstrip("0")


def _titles(ids: list[int]) -> dict[int, Profile]:
    rows = Title.objects.filter(pk__in=ids).values_list(
        "pk", "primary_title", "original_title", "year", "title_type", "series"
    )
    found = {
        key: Profile(key, f"{name} ({year})" if year else name, _named(name, original), year, kind, series)
        for key, name, original, year, kind, series in rows
    }
    _add_names(found, Aka.objects.filter(title__in=ids).values_list("title", "text"))
    directed = Credit.objects.filter(
        title__in=ids, category=CreditCategory.DIRECTOR, person__isnull=False
    ).values_list("title", "person")
    _add_near(found, directed)
    for profile in found.values():
        if profile.title_type == TitleType.TV_EPISODE and profile.series:
            # Every series has its “Pilot”: an episode is looked for within its own.
            profile.names = [f"{name} {profile.series}" for name in profile.names]
    return found


def _people(ids: list[int]) -> dict[int, Profile]:
    rows = Person.objects.filter(pk__in=ids).only("primary_name", "native_name", "birth_date")
    found = {}
    for person in rows:
        born = person.birth_date
        names = _named(person.primary_name, person.native_name)
        found[person.pk] = Profile(
            person.pk, person.primary_name, names, born.earliest.year if born else None
        )
    _add_names(found, PersonName.objects.filter(person__in=ids).values_list("person", "name"))
    _add_near(found, Credit.objects.filter(person__in=ids).values_list("person", "title").distinct())
    return found


def _companies(ids: list[int]) -> dict[int, Profile]:
    rows = Company.objects.filter(pk__in=ids).values_list("pk", "name", "country")
    return {key: Profile(key, name, [name], country=country) for key, name, country in rows}


def _named(*names: str) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]


def _add_names(found: dict[int, Profile], rows: Any) -> None:
    for owner, name in rows:
        names = found[owner].names if owner in found else []
        if owner in found and name not in names and len(names) < MOST_NAMES:
            names.append(name)


def _add_near(found: dict[int, Profile], rows: Any) -> None:
    near: dict[int, set[int]] = defaultdict(set)
    for owner, other in rows:
        near[owner].add(other)
    for owner, others in near.items():
        if owner in found:
            found[owner].near = others
