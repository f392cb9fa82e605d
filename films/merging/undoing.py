"""Undoing a merge: its steps backwards. What was done since stays; what it stands in the way of is told."""

from collections import Counter
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from films.history import revising
from films.models import Deed, Merge, MergedRecord, MergedRow, Revision
from films.models.version import keep_changed

from .ledger import CHUNK
from .relations import MODELS, parts
from .rows import pack, packed, unpack, unpacked


class UndoError(Exception):
    """Says in words why."""


class Undoing:
    """Counts, per model, what could not be put back as it was, and why."""

    def __init__(self, merge: Merge) -> None:
        self.merge = merge
        self.left: Counter[tuple[str, str]] = Counter()

    def leave(self, model: type[models.Model], why: str, count: int = 1) -> None:
        """Numbers that are counted anew in any case are not worth a word."""
        if count and all(model._meta.label not in part.COUNTED for part in parts()):
            self.left[model._meta.label, why] += count

    def report(self) -> list[dict[str, Any]]:
        return [
            {"model": label, "why": why, "count": count} for (label, why), count in sorted(self.left.items())
        ]


def undo(merge: Merge, *, by: Any) -> Merge:
    """Bring the record that went back, with all its rows; the merge says what could not be restored."""
    note = _("Undid: %(merge)s.") % {"merge": merge}
    with revising(by=by, kind=Revision.Kind.UNMERGE, note=note):
        undone = _undo(merge, by)
        kept = MODELS[merge.kind]._base_manager.get(pk=merge.kept_id)
        keep_changed(kept, kept)
    return undone


def _undo(merge: Merge, by: Any) -> Merge:
    for part in parts():
        part.lock(merge.kind, sorted((merge.kept_id, merge.lost_id)))
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    _refuse(merge)
    undoing = Undoing(merge)
    dropped: list[MergedRow] = []
    for step in MergedRow.objects.filter(merge=merge).order_by("-step").iterator(chunk_size=100):
        if dropped and (step.deed, step.model) != (Deed.DROPPED, dropped[0].model):
            _bring_back(undoing, dropped)
            dropped = []
        if step.deed == Deed.DROPPED:
            dropped.append(step)
        else:
            _UNDO[Deed(step.deed)](undoing, apps.get_model(step.model), step)
    _bring_back(undoing, dropped)
    for part in parts():
        part.undone(merge.kind, merge.kept_id, merge.lost_id)
    merge.undone_at, merge.undone_by, merge.left_over = timezone.now(), by, undoing.report()
    merge.save(update_fields=["undone_at", "undone_by", "left_over"])
    MergedRow.objects.filter(merge=merge).delete()
    return merge


def _refuse(merge: Merge) -> None:
    if merge.undone_at:
        raise UndoError(_("This merge has been undone already."))
    if not MODELS[merge.kind].objects.filter(pk=merge.kept_id).exists():
        raise UndoError(_("The record it went into is not there any more: undo its own merge first."))
    later = Merge.objects.standing().touching(merge.kind, merge.kept_id).filter(pk__gt=merge.pk).first()
    if later:
        raise UndoError(_("Undo the later merge first: %(merge)s.") % {"merge": later})


def _move_back(undoing: Undoing, model: Any, step: MergedRow) -> None:
    keys, old, new = step.content["keys"], step.content["old"], step.content["new"]
    rows = model._base_manager.filter(pk__in=keys, **{step.field: new})
    undoing.leave(model, "gone", len(keys) - rows.update(**{step.field: old}))


def _unmake(undoing: Undoing, model: Any, step: MergedRow) -> None:
    """What the merge added, unless somebody has worked on it since."""
    made = [unpack(model, content) for content in step.content["rows"]]
    there = model._base_manager.in_bulk([row.pk for row in made])
    same = [row.pk for row in made if row.pk in there and pack(there[row.pk]) == pack(row)]
    undoing.leave(model, "changed", len(there) - len(same))
    gone: Any = model._base_manager.filter(pk__in=same)
    gone._raw_delete(gone.db)


def _change_back(undoing: Undoing, model: Any, step: MergedRow) -> None:
    """Only where the value is still the one that the merge gave."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    found = model._base_manager.in_bulk([key for key, *_ in step.content["rows"]])
    changed, names = [], set()
    for key, before, after in step.content["rows"]:
        row = found.get(key)
        if row is None:
            undoing.leave(model, "gone")
            continue
        same = [name for name in after if packed(fields[name], getattr(row, name)) == after[name]]
        undoing.leave(model, "changed", int(any(name not in same for name in after if name != "updated_at")))
        for name in same:
            setattr(row, name, unpacked(fields[name], before[name]))
            names.add(fields[name].name)
        changed.append(row)
    if names:
        model._base_manager.bulk_update(changed, sorted(names), batch_size=500)


_UNDO = {Deed.MOVED: _move_back, Deed.CHANGED: _change_back, Deed.MADE: _unmake}


def _bring_back(undoing: Undoing, steps: list[MergedRow]) -> None:
    """Store dropped rows of one model again under their own keys, unless something newer has their place."""
    if not steps:
        return
    model: Any = apps.get_model(steps[0].model)
    rows = [unpack(model, step.content) for step in steps]
    missing = _missing(model, rows)
    rows = [row for row in rows if _has_all_it_names(undoing, row, missing)]
    if any(getattr(field, "auto_now", False) for field in model._meta.concrete_fields):
        for row in rows:
            row.save_base(raw=True, force_insert=True)  # as it was, not as of now
        return
    for start in range(0, len(rows), CHUNK):
        model._base_manager.bulk_create(rows[start : start + CHUNK], ignore_conflicts=True)
    back = model._base_manager.in_bulk([row.pk for row in rows])
    for row in rows:
        stands = back.get(row.pk)
        undoing.leave(model, "replaced", int(stands is None or pack(stands) != pack(row)))


def _missing(model: Any, rows: list[Any]) -> dict[Any, set[Any]]:
    """{foreign key: what it names here that is gone since}."""
    missing = {}
    for field in model._meta.concrete_fields:
        if field.remote_field and field.db_constraint:
            named = {getattr(row, field.attname) for row in rows} - {None}
            there = field.remote_field.model._base_manager.filter(pk__in=named)
            missing[field] = named - set(there.values_list("pk", flat=True))
    return missing


def _has_all_it_names(undoing: Undoing, row: Any, missing: dict[Any, set[Any]]) -> bool:
    """Follow what was merged meanwhile; without what else is gone, if the row can be without."""
    for field, gone in missing.items():
        named = getattr(row, field.attname)
        if named not in gone:
            continue
        kind = field.remote_field.model._meta.model_name
        found = MergedRecord.objects.now(kind, named)
        undoing.leave(type(row), "changed" if found or field.null else "homeless")
        if found is None and not field.null:
            return False
        setattr(row, field.attname, found)
    return True
