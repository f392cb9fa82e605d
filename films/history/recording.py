"""Writing inside a revision: whatever is saved or deleted meanwhile belongs to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from films.models import Revision
from films.models.revision import current


@contextmanager
def revising(
    by: Any,
    kind: str = Revision.Kind.EDIT,
    note: str = "",
    source_url: str = "",
    contributor: Any = None,
    reverts: Revision | None = None,
) -> Iterator[Revision]:
    """One transaction and one revision for all that is saved and deleted in it; `by` is None for the site itself.

    Inside of another it is that one. A revision in which nothing changed is not kept, its key is None afterwards.
    """
    outer = current.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic():
        revision = Revision.objects.create(
            kind=kind,
            made_by=by,
            is_by_site=by is None,
            note=note[:500],
            source_url=source_url[:500],
            contributor=contributor,
            reverts=reverts,
        )
        token = current.set(revision)
        try:
            yield revision
        finally:
            current.reset(token)
        if revision.is_empty:
            revision.delete()


def describe(note: str, source_url: str) -> None:
    """Tell why and where from in the revision that is being made, where that is known only inside of it."""
    revision = current.get()
    if revision is not None and (note or source_url):
        revision.note, revision.source_url = note, source_url
        revision.save(update_fields=["note", "source_url"])
