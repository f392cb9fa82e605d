"""A locked title is changed by few: neither it nor the rows of its sections by anybody else."""

from typing import Any

from films.models import Title


def may_change(editor: Any, row: Any) -> bool:
    """Whether a lock lets `editor`, any user of the site, change this title or row of one; permissions come besides."""
    if editor.has_perm("films.edit_locked"):
        return True
    title = row if isinstance(row, Title) else getattr(row, "title", None)
    return not (isinstance(title, Title) and title.is_locked)
