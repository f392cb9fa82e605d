"""Does what a merge does to rows, in few statements, and writes down how each was before."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import F, QuerySet

from films.models import Deed, Merge, MergedRow

from .rows import owner_of, pack, packed

CHUNK = 5_000
"""Rows in one step: as many as one statement of undoing may name."""

Change = tuple[Any, dict[str, Any], dict[str, Any]]
"""The row's key, its fields before, and after."""


class Ledger:
    def __init__(self, merge: Merge) -> None:
        self.merge = merge
        self.steps: list[MergedRow] = []

    def move(self, rows: QuerySet[Any], field: str, new: int, **also: Any) -> list[Any]:
        """Point these rows to another record; their keys. `also` names columns that need no undoing."""
        column = rows.model._meta.get_field(field).attname
        found = list(rows.order_by("pk").values_list("pk", column))
        if not found:
            return []
        rows.order_by().update(**{column: new}, **also)
        for start in range(0, len(found), CHUNK):
            chunk = found[start : start + CHUNK]
            content = {"old": chunk[0][1], "new": new, "keys": [key for key, _ in chunk]}
            self._step(Deed.MOVED, rows.model, content, field=column)
        return [key for key, _ in found]

    def drop(self, rows: Sequence[Any], owner: Any = None) -> None:
        """Delete these rows of one model, and nothing that hangs on them: that is dealt with before."""
        if not rows:
            return
        model = type(rows[0])
        for row in rows:
            member = owner(row) if owner else owner_of(row)
            self._step(Deed.DROPPED, model, pack(row), member_id=member)
        for start in range(0, len(rows), CHUNK):
            keys = [row.pk for row in rows[start : start + CHUNK]]
            gone: Any = model._base_manager.filter(pk__in=keys)
            # Not delete(): what should still hang on a row is an error here, and not to be deleted along.
            gone._raw_delete(gone.db)

    def make(self, rows: Sequence[Any], owner: Any = None) -> None:
        """Add rows. `owner` tells the member to whom one belongs."""
        if not rows:
            return
        model = type(rows[0])
        made = model._base_manager.bulk_create(rows)
        if owner is None:
            self._step(Deed.MADE, model, {"rows": [pack(row) for row in made]})
            return
        for row in made:
            self._step(Deed.MADE, model, {"rows": [pack(row)]}, member_id=owner(row))

    def note(self, model: type[models.Model], changes: Iterable[Change]) -> None:
        """Write down what was changed in these rows."""
        fields = {field.attname: field for field in model._meta.concrete_fields}

        def in_json(values: dict[str, Any]) -> dict[str, Any]:
            return {name: packed(fields[name], value) for name, value in values.items()}

        found = [[key, in_json(before), in_json(after)] for key, before, after in changes if before != after]
        for start in range(0, len(found), CHUNK):
            self._step(Deed.CHANGED, model, {"rows": found[start : start + CHUNK]})

    def shift(self, rows: QuerySet[Any], field: str, by: int) -> None:
        """Add to a number of each of these rows."""
        if by:
            found = list(rows.values_list("pk", field))
            self.note(rows.model, [(key, {field: old}, {field: old + by}) for key, old in found])
            rows.update(**{field: F(field) + by})

    def write(self) -> None:
        MergedRow.objects.bulk_create(self.steps, batch_size=500)

    def _step(self, deed: Deed, model: type[models.Model], content: Any, **values: Any) -> None:
        step = MergedRow(
            merge=self.merge,
            step=len(self.steps),
            deed=deed,
            model=model._meta.label,
            content=content,
            **values,
        )
        self.steps.append(step)
