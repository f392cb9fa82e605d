"""Merging two records: one transaction, written down step by step so that it can be undone."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from films.history import describe, revising
from films.models import Merge, RecordKind, Revision
from films.models.version import keep_changed

from .comparing import chosen_values
from .ledger import Ledger
from .relations import MODELS, parts, relations_to, rules
from .work import Merging


class MergeError(Exception):
    """Says in words why these two records cannot become one."""


def merge(
    kind: str, kept_id: int, lost_id: int, *, by: Any, choices: dict[str, str] | None = None, note: str = ""
) -> Merge:
    """Take the record `lost_id` up into `kept_id`. `choices` says per field whose value stays: kept or lost."""
    with revising(by=by, kind=Revision.Kind.MERGE, note=note) as revision:
        made = merge_into(kind, kept_id, lost_id, by=by, choices=choices or {}, note=note)
        describe(" ".join(filter(None, (_("Merged: %(merge)s.") % {"merge": made}, note))), "")
        made.revision = revision
        made.save(update_fields=["revision"])
    return made


def preview(kind: str, kept_id: int, lost_id: int, choices: dict[str, str] | None = None) -> Merge:
    """What merging would do, exactly: it is done and taken back at once. The merge is not stored."""
    with revising(by=None, kind=Revision.Kind.MERGE):
        found = merge_into(kind, kept_id, lost_id, by=None, choices=choices or {})
        transaction.set_rollback(True)
    return found


def merge_into(
    kind: str, kept_id: int, lost_id: int, *, by: Any, choices: dict[str, str], note: str = ""
) -> Merge:
    """As merge(), within a transaction that is already open."""
    if kept_id == lost_id:
        raise MergeError(_("Choose two different records."))
    for part in parts():
        part.lock(kind, sorted((kept_id, lost_id)))
    records = MODELS[kind].objects.in_bulk([kept_id, lost_id])
    if len(records) < len({kept_id, lost_id}):
        raise MergeError(_("One of the records is not there any more."))
    kept, lost = records[kept_id], records[lost_id]
    _refuse(kind, kept, lost)
    made = Merge.objects.create(
        kind=kind,
        kept_id=kept_id,
        lost_id=lost_id,
        kept_name=str(kept),
        lost_name=str(lost),
        made_by=by,
        note=note,
    )
    merging = Merging(kind, kept, lost, made, Ledger(made), choices)
    _move_all(merging)
    for part in parts():
        part.finish(merging)
    _take_over(merging)
    merging.ledger.write()
    made.report = merging.lines
    made.save(update_fields=["report"])
    for part in parts():
        part.after(kind, kept_id, lost_id)
    return made


def _refuse(kind: str, kept: Any, lost: Any) -> None:
    if kind == RecordKind.TITLE and (kept.series_id == lost.pk or lost.series_id == kept.pk):
        raise MergeError(_("One is an episode of the other."))


def _move_all(merging: Merging) -> None:
    table = rules()
    for relation in relations_to(MODELS[merging.kind]):
        table[str(relation)](merging, relation)


def _take_over(merging: Merging) -> None:
    """The chosen fields, checked as the desk checks them; then the record that gave them goes."""
    kept, values = merging.kept, chosen_values(merging.kept, merging.lost, merging.choices)
    model = type(kept)
    stored = {field.attname for field in model._meta.concrete_fields}
    before = {name: getattr(kept, name) for name in (*values, "updated_at") if name in stored}
    for name, value in values.items():
        setattr(kept, name, value)
    merging.ledger.drop([merging.lost])
    try:
        kept.clean_fields(exclude=[field.name for field in model._meta.fields if field.attname not in values])
        kept.validate_constraints()
    except ValidationError as error:
        raise MergeError(" ".join(error.messages)) from error
    kept.save(update_fields=[model._meta.get_field(name).name for name in before])
    if not values:  # told on its page even so
        keep_changed(kept, kept)
    merging.ledger.note(model, [(kept.pk, before, {name: getattr(kept, name) for name in before})])
