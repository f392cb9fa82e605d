"""Changes of many rows, made by the worker: spreadsheets, reverts and undoings above DESK_ROWS_AT_ONCE rows.

    ask_for_…(member, …) → tried → confirm(change, …) → written, with a page that tells how far it is

What it would come to is tried and taken back, and kept to be looked at; `confirm` has it written. Trying and writing
are one transaction each, which also moves the status on: a job that is killed leaves nothing behind and is done again,
one that runs twice finds nothing left to do.
"""

from .deeds import may_make
from .verbs import (
    ask_for_revert,
    ask_for_sheet,
    ask_for_undoing,
    clear_outdated,
    confirm,
    discard,
)
from .work import progress_key

__all__ = [
    "ask_for_revert",
    "ask_for_sheet",
    "ask_for_undoing",
    "clear_outdated",
    "confirm",
    "discard",
    "may_make",
    "progress_key",
]
