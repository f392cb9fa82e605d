"""Bringing a sheet in: tried first and shown, then written as one revision, everything or nothing."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from films.history import index_changed, revising
from films.models import Revision

from .sheets import Sheet

_DEEDS = {"new": gettext_lazy("Added"), "update": gettext_lazy("Changed"), "delete": gettext_lazy("Removed")}


@dataclass(frozen=True)
class Cell:
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """What a row of the sheet does: its number (the first below the headings is 1), to what, and which cells change."""

    number: int
    deed: str
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Mistake:
    """What is wrong in which row and column; the column is empty where it is the row as a whole."""

    number: int
    column: str
    words: str


@dataclass
class Run:
    lines: list[Line] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    unchanged: int = 0
    added: list[str] = field(default_factory=list)
    revision: Revision | None = None

    @property
    def fingerprint(self) -> str:
        """Differs when the same sheet would do something else."""
        told = [
            [line.number, line.deed, *([cell.column, cell.before, cell.after] for cell in line.cells)]
            for line in self.lines
        ]
        return hashlib.sha256(json.dumps([told, self.added]).encode()).hexdigest()


class _TakenBackError(Exception):
    """Ends a run that is not to be kept."""


def try_out(sheet: Sheet, dataset: Any) -> Run:
    """What the sheet would do. It is done and taken back, so that every rule has its say."""
    return _run(sheet, dataset, "", "", keep=None)


def bring_in(sheet: Sheet, dataset: Any, note: str, source_url: str, *, seen: str) -> Run:
    """Written, if there is no mistake and it does what was `seen`; else `revision` is None."""
    return _run(sheet, dataset, note, source_url, keep=seen)


def _run(sheet: Sheet, dataset: Any, note: str, source_url: str, *, keep: str | None) -> Run:
    run = Run()
    try:
        with revising(sheet.editor, Revision.Kind.IMPORT, note, source_url) as revision:
            run = _told(sheet, sheet.import_data(dataset, rollback_on_validation_errors=True))
            _require(not run.mistakes and keep == run.fingerprint)
            run.revision = revision if run.lines else None
            index_changed(revision)
    except _TakenBackError:
        run.revision = None
    return run


def _require(is_kept: bool) -> None:
    if not is_kept:
        raise _TakenBackError


def _told(sheet: Sheet, result: Any) -> Run:
    run = Run()
    for number, row in enumerate(result.rows, start=1):
        if row.validation_error is not None:
            run.mistakes += _mistakes(number, row.validation_error)
        elif row.errors:
            run.mistakes.append(Mistake(number, "", _("This row breaks a rule of its table.")))
        elif row.import_type == "skip":
            run.unchanged += 1
        else:
            run.lines.append(_line(sheet, number, row))
    run.added = sheet.references.added
    return run


def _line(sheet: Sheet, number: int, row: Any) -> Line:
    before = sheet.said(row.original) if row.import_type == "update" else {}
    after = sheet.said(row.instance)
    if row.import_type == "delete":
        before, after = after, {}
    columns = (before or after).keys()
    cells = [Cell(name, before.get(name, ""), after.get(name, "")) for name in columns]
    changed = [cell for cell in cells if cell.before != cell.after]
    return Line(number, str(_DEEDS[row.import_type]), row.object_repr or "", changed)


def _mistakes(number: int, error: Any) -> list[Mistake]:
    by_field = getattr(error, "message_dict", None) or {NON_FIELD_ERRORS: error.messages}
    return [
        Mistake(number, "" if name == NON_FIELD_ERRORS else name, " ".join(messages))
        for name, messages in by_field.items()
    ]
