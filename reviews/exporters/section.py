"""A section of an archive: one kind of thing that the site keeps of a member."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from accounts.models import User
from reviews.exporters.values import Row, exact, title_named

SLICE = 1000
"""Rows fetched at a time, so that a long life here takes no more memory than a short one."""


def title_at(path: str) -> Callable[[Any], Any]:
    find = attrgetter(path)
    return lambda row: title_named(find(row))


def fields(names: str) -> dict[str, Callable[[Any], Any]]:
    """Columns that are called as the fields they are read from, with a dot for one of a related row."""
    return {name.replace(".", "_"): attrgetter(name) for name in names.split()}


@dataclass(frozen=True)
class Section:
    """`columns` says how each is read off a row; `keys` are those of reviews.traces that it answers for."""

    name: str
    about: str | Promise
    rows: Callable[[User], QuerySet[Any] | Iterable[Model]]
    columns: dict[str, Callable[[Any], Any]]
    keys: tuple[str, ...] = field(default=())

    def of(self, member: User) -> Iterator[Row]:
        """Its rows, always in the same order, as JSON has them."""
        found = self.rows(member)
        if isinstance(found, QuerySet):
            found = found.iterator(chunk_size=SLICE)
        for row in found:
            yield {name: exact(read(row)) for name, read in self.columns.items()}
