"""A locked record is changed by few: neither it nor the rows that are its own by anybody else."""

from typing import Any

from films.models import Company, Person, Title


def record_of(row: Any) -> Any:
    """Whose lock holds for a row: itself, or the title, else the person or company, that it belongs to."""
    if isinstance(row, Title | Person | Company):
        return row
    owners = (getattr(row, name, None) for name in ("title", "person", "company"))
    return next((owner for owner in owners if owner is not None), None)


def may_change(editor: Any, row: Any) -> bool:
    """Whether a lock lets `editor`, any user of the site, change this record or row of one; rights come besides."""
    return bool(editor.has_perm("films.edit_locked") or not getattr(record_of(row), "is_locked", False))
