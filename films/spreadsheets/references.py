"""Which record a cell means: by its number, by a key of another catalogue ("imdb:tt2852470"), or by its name."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from films.models import AwardEvent, Company, ExternalId, Genre, IdSource, Keyword, Person, Title

_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
_NAME_AND_YEAR = re.compile(r"(.+) \(([0-9]{4})\)", re.ASCII)
_NAMES: dict[Any, str] = {
    Title: "primary_title",
    Person: "primary_name",
    Company: "name",
    Genre: "name",
    Keyword: "name",
    AwardEvent: "name",
}
ADDABLE = (Person, Company, Genre, Keyword, AwardEvent)


def may_add(member: Any) -> bool:
    """Whether somebody may have all of these added that a sheet names and nobody knows."""
    return bool(member.has_perms([f"films.add_{model._meta.model_name}" for model in ADDABLE]))


class UnknownReferenceError(ValueError):
    """Says what is wrong with a cell, in words."""


class References:
    """Answers for one run: each cell is looked up once. `adds` lets names that nobody bears be added."""

    def __init__(self, *, adds: bool = False) -> None:
        self.adds = adds
        self.added_records: set[Any] = set()
        self._found: dict[tuple[Any, str], Any] = {}

    @property
    def added(self) -> list[str]:
        return sorted(f"{row._meta.verbose_name}: {row}" for row in self.added_records)

    def load(self, model: Any, cells: Iterable[str]) -> None:
        """Look up all that are named by their numbers at once."""
        numbers = {int(text) for text in map(str.strip, cells) if _NUMBER.fullmatch(text)}
        for key, row in model.objects.in_bulk(numbers).items():
            self._found[model, str(key)] = row

    def find(self, model: Any, text: str) -> Any:
        """The record; UnknownReferenceError if there is none, or more than one."""
        key = (model, text)
        if key not in self._found:
            self._found[key] = self._look_up(model, text)
        return self._found[key]

    def _look_up(self, model: Any, text: str) -> Any:
        if _NUMBER.fullmatch(text):
            return _only(model.objects.filter(pk=int(text)), text)
        source, _colon, value = text.partition(":")
        if value and source in IdSource.values and model in (Title, Person, Company):
            owner = f"{model._meta.model_name}_id"
            ids = ExternalId.objects.filter(source=source, value=value.strip()).exclude(**{owner: None})
            return _only(model.objects.filter(pk__in=ids.values(owner)), text)
        return self._by_name(model, text)

    def _by_name(self, model: Any, text: str) -> Any:
        rows = model.objects.filter(**{_NAMES[model]: text})
        named = _NAME_AND_YEAR.fullmatch(text)
        if model is Title and named:
            rows = rows | model.objects.filter(primary_title=named[1], year=int(named[2]))
        try:
            return _only(rows, text)
        except ObjectDoesNotExist as error:
            if not (self.adds and model in ADDABLE):
                raise UnknownReferenceError(str(error)) from error
            return self._added(model, text)

    def _added(self, model: Any, text: str) -> Any:
        named = getattr(model, "named", None)
        row = named(text) if named else model(**{_NAMES[model]: text})
        row.full_clean()
        row.save()
        self.added_records.add(row)
        return row


class _NobodyError(UnknownReferenceError, ObjectDoesNotExist):
    """No record is meant."""


def _only(rows: Any, text: str) -> Any:
    found = list(rows.order_by("pk")[:4])
    if not found:
        raise _NobodyError(_("There is no “%(text)s”.") % {"text": text})
    if len(found) > 1:
        keys = ", ".join(str(row.pk) for row in found)
        raise UnknownReferenceError(
            _("“%(text)s” may be any of the numbers %(keys)s: write the number.")
            % {"text": text, "keys": keys}
        )
    return found[0]
