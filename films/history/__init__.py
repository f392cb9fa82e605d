"""Who changed the catalogue and how it was before. What it is for and how it works: docs/history.md."""

from .recording import describe, revising

__all__ = ["describe", "revising"]
