"""Merges two records into one, and takes that back. How it works and why: docs/curating.md."""

from .comparing import Side, compare
from .undoing import UndoError, undo
from .verbs import MergeError, merge, merge_into, preview

__all__ = ["MergeError", "Side", "UndoError", "compare", "merge", "merge_into", "preview", "undo"]
