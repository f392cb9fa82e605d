"""All that points to a record, and the rule by which each goes with it when the record is merged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import models

from films.models import Company, Person, RecordKind, Title

MODELS: dict[str, Any] = {
    RecordKind.TITLE: Title,
    RecordKind.PERSON: Person,
    RecordKind.COMPANY: Company,
}

_UNCOUNTED = ("films.TitleEntry", "films.PersonEntry", "reviews.AggregateRating")


@dataclass(frozen=True)
class Relation:
    """A foreign key to a record."""

    model: Any
    field: str

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    @property
    def column(self) -> str:
        return f"{self.field}_id"

    @property
    def name(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def rows(self, *conditions: models.Q, **values: Any) -> models.QuerySet[Any]:
        return self.model._base_manager.filter(*conditions, **values)

    def of(self, record_id: int) -> models.QuerySet[Any]:
        return self.rows(**{self.field: record_id})


Rule = Callable[[Any, Relation], None]
"""What happens to the rows of a relation, given the merging that is under way."""


def relations_to(model: type[models.Model]) -> Iterator[Relation]:
    """Every key that the database would hold the record by. Kept versions of rows hold nothing: they stay."""
    for relation in model._meta.get_fields(include_hidden=True):
        if (relation.one_to_many or relation.one_to_one) and relation.auto_created and not relation.concrete:
            field: Any = relation.field  # type: ignore[union-attr]
            if field.db_constraint and not field.model._meta.proxy:
                yield Relation(field.model, field.name)


@cache
def rules() -> dict[str, Rule]:
    """{"app.Model.field": rule} of the catalogue, and of all that stands on it (settings.MERGE_PARTS)."""
    found: dict[str, Rule] = {}
    for part in parts():
        found |= part.RULES
    return found


@cache
def parts() -> list[Any]:
    """The modules that say how their rows are merged, in the order in which locks are taken."""
    return [import_module(name) for name in settings.MERGE_PARTS]


def counts(kind: str, kept_id: int, lost_id: int) -> list[tuple[Relation, int, int]]:
    """How many rows of each sort either record has; two queries a relation, whatever the number of rows."""
    counted = (
        (relation, relation.of(kept_id).count(), relation.of(lost_id).count())
        for relation in relations_to(MODELS[kind])
        if relation.model._meta.label not in _UNCOUNTED
    )
    return sorted((each for each in counted if each[1] or each[2]), key=lambda each: each[0].name)
