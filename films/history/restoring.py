"""One row back to what it was before a revision, unless somebody has changed it since."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from films.models import Image, PersonEntry, TitleEntry
from films.models.version import changed_fields, keep_added, tracked_fields

_FOLLOWS = (PersonEntry, TitleEntry)  # written anew with what they are about


Owner = tuple[str, int]
"""A title, person or company: its kind and its number."""


class RefusedError(Exception):
    """A row stays as it is; says why, in words."""


@dataclass
class Step:
    """What is to become of one row: `before` is the version to go back to, `after` the one the revision left."""

    model: Any
    row_id: int
    owner: Owner | None
    before: Any
    after: Any
    # References to rows that were not there again yet when this one was restored.
    missing: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, int]:
        return self.model._meta.model_name, self.row_id

    @property
    def rank(self) -> tuple[int, int]:
        """Changes first; then what was added goes, the lower rows first; then what was deleted returns, owners first"""
        if self.before is None:
            return 1, -depth(self.model)
        return (2, depth(self.model)) if self.after is None else (0, 0)

    @property
    def version(self) -> Any:
        """What the row is called by, should it have to be named."""
        return self.before or self.after

    @property
    def kind(self) -> str:
        return str(self.model._meta.verbose_name)

    def take(self, ours: set[tuple[str, int]]) -> None:
        """RefusedError if it would undo what others did. `ours` are the rows that this revert is about."""
        row = self.model._base_manager.select_for_update().filter(pk=self.row_id).first()
        if self.before is None:
            self._remove(row, ours)
        elif self.after is None:
            self._restore(row)
        else:
            self._change_back(row)

    def _remove(self, row: Any, ours: set[tuple[str, int]]) -> None:
        if row is None:
            return
        if changed_fields(self.model, row, self.after):
            raise RefusedError(_("It has been changed since."))
        if goes_with(row, ours):
            raise RefusedError(_("Others have added to it, or refer to it, since."))
        row.delete()

    def _change_back(self, row: Any) -> None:
        if row is None:
            raise RefusedError(_("It has been deleted since."))
        fields = changed_fields(self.model, self.before, self.after)
        overwritten = {each.name for each in changed_fields(self.model, row, self.after)}
        pending = {each.name for each in changed_fields(self.model, row, self.before)}
        wanted = [each for each in fields if each.name in pending]
        taken = [str(each.verbose_name) for each in wanted if each.name in overwritten]
        if taken:
            raise RefusedError(_("Changed again since: %(fields)s.") % {"fields": ", ".join(taken)})
        if wanted:
            for each in wanted:
                setattr(row, each.attname, getattr(self.before, each.attname))
            _require_targets(row, wanted)
            row.validate_constraints()
            row.save()

    def _restore(self, row: Any) -> None:
        if row is not None:
            if changed_fields(self.model, row, self.before):
                raise RefusedError(_("It is there again, and differs."))
            return
        fields = tracked_fields(self.model)
        row = self.model(**{each.attname: getattr(self.before, each.attname) for each in fields})
        self.missing = {
            each.attname: getattr(row, each.attname) for each in _dangling(row, fields) if each.null
        }
        for name in self.missing:
            setattr(row, name, None)
        _require_targets(row, fields)
        row.validate_constraints()
        insert_as_it_was(row)

    def complete(self) -> None:
        """Give a restored row back its references to what was restored after it."""
        row = self.model._base_manager.filter(pk=self.row_id).first() if self.missing else None
        if row is not None:
            for name, value in self.missing.items():
                setattr(row, name, value)
            for each in _dangling(
                row, [each for each in tracked_fields(self.model) if each.attname in self.missing]
            ):
                setattr(row, each.attname, None)
            row.save()


def depth(model: Any) -> int:
    """How far below the records a table lies: 0 for titles, 1 for quotes, 2 for their lines."""
    owners = {each.related_model for each in model._meta.fields if each.many_to_one}
    owners -= {model, Image}
    return 1 + max(map(depth, owners)) if owners else 0


def goes_with(row: Any, ours: set[tuple[str, int]]) -> bool:
    """Whether deleting the row would take something along, or from something, that is not ours."""
    collector = Collector(using="default", origin=row)
    try:
        collector.collect([row])
    except (ProtectedError, RestrictedError):
        return True
    updated: Any = collector.field_updates.values()
    told: list[Any] = [each for rows in collector.data.values() for each in rows]
    told += [each for lists in updated for rows in lists for each in rows]
    if any((each._meta.model_name, each.pk) not in ours for each in told if each != row):
        return True
    quiet = [rows for rows in collector.fast_deletes if rows.model not in _FOLLOWS]
    return any(rows.exists() for rows in quiet)


def insert_as_it_was(row: Any) -> None:
    """With its own key and the day it was first added, which an ordinary save would write anew."""
    for each in row._meta.concrete_fields:
        if getattr(each, "auto_now", False):
            setattr(row, each.attname, timezone.now())
    row.save_base(raw=True, force_insert=True)
    keep_added(row)


def _dangling(row: Any, fields: list[Any]) -> list[Any]:
    """The references among these fields whose target is not there."""
    return [
        each
        for each in fields
        if each.many_to_one
        and getattr(row, each.attname) is not None
        and not each.related_model._base_manager.filter(pk=getattr(row, each.attname)).exists()
    ]


def _require_targets(row: Any, fields: list[Any]) -> None:
    for each in _dangling(row, fields):
        raise RefusedError(_("What it refers to is gone: %(field)s.") % {"field": each.verbose_name})
    for each in fields:
        file = getattr(row, each.attname) if isinstance(each, models.FileField) else None
        if file and not file.storage.exists(file.name):
            raise RefusedError(_("Its file is gone: it has to be uploaded again."))
