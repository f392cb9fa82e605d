"""Undoing what a revision did, or everything that one person did since a moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from films import progress
from films.models import Change, Credit, Revision
from films.models.revision import RECORDS
from films.search import index_people, index_titles, index_with_people

from .recording import revising
from .restoring import Owner, RefusedError, Step
from .wording import Names

_MERGES = (Revision.Kind.MERGE, Revision.Kind.UNMERGE)


@dataclass(frozen=True)
class Conflict:
    """A row that stays as it is, and why."""

    label: str
    why: str


@dataclass
class Outcome:
    """What became of an attempt: the revision that undoes (its key is None if nothing was left to undo)."""

    reverted: Revision
    revert: Revision
    conflicts: list[Conflict] = field(default_factory=list)


class RevertConflictError(Exception):
    """Rows have been changed since; nothing was reverted."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__("; ".join(f"{each.label}: {each.why}" for each in conflicts))
        self.conflicts = conflicts


def revert(revision: Revision, by: Any, note: str = "", *, skip_conflicts: bool = False) -> Revision:
    """Put back what was before this revision, as a revision of its own; RevertConflictError if that would undo
    what others did since, unless such rows are to be left alone."""
    with transaction.atomic():
        outcome = _attempt(revision, by, note)
        if outcome.conflicts and not skip_conflicts:
            raise RevertConflictError(outcome.conflicts)
        index_changed(outcome.revert)
    return outcome.revert


def revert_all_by(member: Any, since: Any, by: Any, note: str = "") -> list[Revision]:
    """Undo what a member did from that moment on, the latest first; rows that others changed since stay."""
    return [outcome.revert for outcome in undo_all_by(member, since, by, note) if outcome.revert.pk]


def undo_all_by(member: Any, since: Any, by: Any, note: str = "") -> list[Outcome]:
    """The same with what could not be undone, in the order in which it was tried."""
    return undo_all(Revision.objects.by_member_since(member, since), by, note)


@transaction.atomic
def undo_all(revisions: Iterable[Revision], by: Any, note: str = "") -> list[Outcome]:
    """Undo these, in this order; rows that others changed since stay."""
    outcomes = [_attempt(each, by, note) for each in revisions]
    index_changed(*(outcome.revert for outcome in outcomes))
    return outcomes


def foresee(revisions: Iterable[Revision], by: Any) -> list[Outcome]:
    """What reverting these, in this order, would come to. Tried and taken back: the answer is exact."""
    with transaction.atomic():
        outcomes = [_attempt(each, by, "") for each in revisions]
        transaction.set_rollback(True)
    return outcomes


def index_changed(*revisions: Revision) -> None:
    """Bring the search index up to date with what these revisions wrote."""
    changes = Change.objects.filter(revision__in=[each.pk for each in revisions if each.pk])
    told = list(changes.values_list("title_id", "person_id").distinct())
    people = {person for _title, person in told if person}
    index_with_people({title for title, _person in told if title})
    index_people(people)
    index_titles(Credit.objects.filter(person__in=people).values_list("title", flat=True).distinct())


def _attempt(revision: Revision, by: Any, note: str) -> Outcome:
    if revision.kind in _MERGES:
        words = _("A merge moves what members said, too: it is undone on its own page.")
        return Outcome(revision, Revision(), [Conflict(str(revision), words)])
    with revising(by=by, kind=Revision.Kind.REVERT, note=note, reverts=revision) as undoing:
        conflicts = _take(_steps(revision), undoing, _locked_to(by, revision))
    return Outcome(revision, undoing, conflicts)


def _locked_to(editor: Any, revision: Revision) -> set[Owner]:
    """The records of this revision that a lock keeps from `editor`."""
    if editor is None or editor.has_perm("films.edit_locked"):
        return set()
    changes = Change.objects.filter(revision=revision)
    locked: set[Owner] = set()
    for name in RECORDS:
        told = changes.exclude(**{f"{name}_id": None}).values(f"{name}_id")
        records: Any = apps.get_model("films", name)
        keys = records.objects.filter(pk__in=told, is_locked=True).values_list("pk", flat=True)
        locked |= {(name, key) for key in keys}
    return locked


def _owner(change: Change) -> Owner | None:
    """Whose lock holds for a row: the title it is told with, else the person, else the company."""
    keys = ((name, getattr(change, f"{name}_id")) for name in RECORDS)
    return next(((name, key) for name, key in keys if key is not None), None)


def _steps(revision: Revision) -> list[Step]:
    """One a row: from what the revision left to what it found."""
    steps = []
    changes = Change.objects.filter(revision=revision).order_by("model", "row_id", "pk")
    for name, of_model in groupby(changes, key=lambda change: change.model):
        model = apps.get_model("films", name)
        ends = []
        for row_id, each in groupby(of_model, key=lambda change: change.row_id):
            of_row = list(each)
            ends.append((row_id, _owner(of_row[0]), of_row[0].before_id, of_row[-1].after_id))
        keys = [key for *_whose, before, after in ends for key in (before, after) if key]
        versions: dict[Any, Any] = model.history.in_bulk(keys)
        steps += [
            Step(model, row_id, owner, versions.get(before or 0), versions.get(after or 0))
            for row_id, owner, before, after in ends
        ]
    return sorted((step for step in steps if step.before or step.after), key=lambda step: step.rank)


def _take(steps: list[Step], undoing: Revision, locked: set[Owner]) -> list[Conflict]:
    """Until none of those that are left can be taken: one may free the name or the place that another needs."""
    ours = {step.key for step in steps}
    refused: list[tuple[Step, str]] = []
    left = steps
    while left:
        refused = [(step, why) for step in left if (why := _try(step, ours, undoing, locked))]
        if len(refused) == len(left):
            break
        left = [step for step, _why in refused]
    for step in steps:
        step.complete()
    names = Names(step.version for step, _why in refused)
    return [Conflict(f"{step.kind}: {names.label(step.version)}", why) for step, why in refused]


def _try(step: Step, ours: set[tuple[str, int]], undoing: Revision, locked: set[Owner]) -> str:
    """Why a step cannot be taken; empty once it has been."""
    progress.step()
    if step.owner in locked:
        return _("The record is locked.")
    was_empty = undoing.is_empty
    try:
        with transaction.atomic():
            step.take(ours)
    except RefusedError as refusal:
        why = str(refusal)
    except ValidationError as error:
        why = " ".join(error.messages)
    except (ProtectedError, RestrictedError):
        why = _("Others refer to it.")
    except IntegrityError:
        why = _("It no longer fits what is there now.")
    else:
        return ""
    undoing.is_empty = was_empty
    return why
