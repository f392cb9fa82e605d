"""The three kinds of large changes: how each is tried, how it is written, and what is told of it."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from films.history import Outcome, RevertConflictError, foresee, revert, undo_all
from films.models import LargeChange, LargeDeed, LargeStatus, Revision
from films.spreadsheets.files import read
from films.spreadsheets.references import may_add
from films.spreadsheets.running import Run, bring_in, try_out
from films.spreadsheets.sheets import Sheet, sheet_of

SHOWN = 200
"""Lines, mistakes, conflicts that are kept to be looked at."""


class NotAllowedError(Exception):
    """Who asked for it may not have it done any more; says so in words."""


@dataclass(frozen=True)
class Came:
    """What trying or writing came to."""

    status: LargeStatus
    outcome: dict[str, Any]


@dataclass(frozen=True)
class Deed:
    attempt: Callable[[LargeChange], Came]
    write: Callable[[LargeChange], Came]


# --- A spreadsheet


def _sheet(change: LargeChange) -> Sheet:
    _require(change)
    made, member = sheet_of(apps.get_model("films", change.wish["model"])), change.asked_by
    assert made is not None  # noqa: S101  only tables that have one are asked for
    may_delete = member.has_perm(f"films.delete_{change.wish['model']}")
    return made(member, adds=change.wish["adds"] and may_add(member), may_delete=may_delete)


def _try_sheet(change: LargeChange) -> Came:
    try:
        run = try_out(_sheet(change), read(bytes(change.content)))
    except ValidationError as error:
        return Came(LargeStatus.REFUSED, {"refusal": " ".join(error.messages)})
    return _unwritten(run)


def _write_sheet(change: LargeChange) -> Came:
    seen = change.outcome["seen"]
    run = bring_in(_sheet(change), read(bytes(change.content)), change.note, change.source_url, seen=seen)
    if run.revision is None:
        came = _unwritten(run)
        return Came(came.status, came.outcome | {"is_other_now": True})
    return Came(LargeStatus.DONE, {"revisions": [run.revision.pk], "count": len(run.lines)})


def _unwritten(run: Run) -> Came:
    outcome = {
        "lines": [asdict(line) for line in run.lines[:SHOWN]],
        "count": len(run.lines),
        "mistakes": [asdict(mistake) for mistake in run.mistakes[:SHOWN]],
        "unchanged": run.unchanged,
        "added": run.added[:SHOWN],
        "seen": run.fingerprint,
    }
    return Came(LargeStatus.REFUSED if run.mistakes or not run.lines else LargeStatus.READY, outcome)


# --- A revert, and the undoing of all that somebody did


def _revisions(change: LargeChange) -> list[Revision]:
    """Those it is about; of a person none that came after they were looked at."""
    _require(change)
    if change.deed == LargeDeed.REVERT:
        return list(Revision.objects.filter(pk=change.wish["revision"]))
    since = datetime.fromisoformat(change.wish["since"])
    revisions = Revision.objects.by_member_since(change.wish["member"], since)
    return list(revisions.filter(pk__lte=change.wish["until"] or 0))


def _try_revert(change: LargeChange) -> Came:
    found = _revisions(change)
    if not found:
        return Came(LargeStatus.REFUSED, {"refusal": _("There is nothing to take back.")})
    return Came(LargeStatus.READY, _conflicts(foresee(found, change.asked_by)) | {"count": len(found)})


def _write_revert(change: LargeChange) -> Came:
    skips = change.wish.get("skip_conflicts", False)
    for revision in _revisions(change):
        try:
            undoing = revert(revision, change.asked_by, change.note, skip_conflicts=skips)
        except RevertConflictError as error:
            told = [asdict(each) for each in error.conflicts[:SHOWN]]
            return Came(LargeStatus.READY, {"conflicts": told, "count": 1, "is_other_now": True})
        return Came(LargeStatus.DONE, {"revisions": [undoing.pk] if undoing.pk else [], "count": 1})
    return Came(LargeStatus.REFUSED, {"refusal": _("There is nothing to take back.")})


def _write_undoing(change: LargeChange) -> Came:
    outcomes = undo_all(_revisions(change), change.asked_by, change.note)
    made = [each.revert.pk for each in outcomes if each.revert.pk]
    return Came(LargeStatus.DONE, _conflicts(outcomes) | {"revisions": made[:SHOWN], "count": len(made)})


def _conflicts(outcomes: list[Outcome]) -> dict[str, Any]:
    found = [each for outcome in outcomes for each in outcome.conflicts]
    return {"conflicts": [asdict(each) for each in found[:SHOWN]], "left": len(found)}


def may_make(change: LargeChange) -> bool:
    """Whether who asked for it still may: rights can go between the asking and the doing."""
    member, needed = change.asked_by, ["films.revert_revision"]
    if change.deed == LargeDeed.SHEET:
        needed = [f"films.{verb}_{change.wish['model']}" for verb in ("add", "change")]
    return bool(member.is_active and member.is_staff and member.has_perms(needed))


def _require(change: LargeChange) -> None:
    if not may_make(change):
        raise NotAllowedError(_("Who asked for it may not do it any more."))


DEEDS: dict[str, Deed] = {
    LargeDeed.SHEET: Deed(_try_sheet, _write_sheet),
    LargeDeed.REVERT: Deed(_try_revert, _write_revert),
    LargeDeed.UNDO: Deed(_try_revert, _write_undoing),
}
