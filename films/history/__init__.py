"""Who changed the catalogue and how it was before. What it is for and how it works: docs/history.md."""

from .recording import describe, revising
from .reverting import (
    Conflict,
    Outcome,
    RevertConflictError,
    foresee,
    index_changed,
    revert,
    revert_all_by,
    undo_all,
    undo_all_by,
)

__all__ = [
    "Conflict",
    "Outcome",
    "RevertConflictError",
    "describe",
    "foresee",
    "index_changed",
    "revert",
    "revert_all_by",
    "revising",
    "undo_all",
    "undo_all_by",
]
