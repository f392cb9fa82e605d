"""A revision as readers see it: row by row, what was before and what came after."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from films.diff import Row, side_by_side
from films.models import Change, Revision
from films.models.revision import ChangeQuerySet
from films.models.version import changed_fields, tracked_fields

from .wording import Names, field_label

MOST_ROWS = 12  # of one revision in a list of many
ADDED, CHANGED, REMOVED = _("Added"), _("Changed"), _("Removed")
_LONGEST = 8_000  # of a text that is compared word by word
_NEVER_TOLD = {"id", "created_at", "width", "height", "slug"}
_HARDLY_TOLD = {"position", "billing", "title"}  # only where they change


@dataclass(frozen=True)
class FieldChange:
    """One field: its name, and both its values in paragraphs; a side is empty where nothing was known."""

    label: str
    paragraphs: list[Row]
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """One row of the catalogue: what was done to it, of what kind it is, what it is called, and its fields."""

    deed: Any
    kind: str
    label: str
    fields: list[FieldChange]

    @property
    def is_changed(self) -> bool:
        return self.deed is CHANGED


@dataclass
class Told:
    """A revision with its rows, and how many more of them there are."""

    revision: Revision
    rows: list[RowChange] = field(default_factory=list)
    more: int = 0


def tell(
    revisions: Iterable[Revision],
    changes: ChangeQuerySet,
    limit: int = MOST_ROWS,
    *,
    names_drafts: bool = True,
) -> list[Told]:
    """These revisions with what they did, as far as it is among `changes`; in public, rows name no drafts.

    One query for the changes, one for the versions of each table, one for the names of each table they refer to (two
    where some of them are gone).
    """
    told = {revision.pk: Told(revision) for revision in revisions}
    shown = list(changes.filter(revision__in=told).first_of_each_revision(limit))
    versions = _versions_of(shown)
    found = (version for each in versions.values() for version in each.values())
    names = Names(found, names_drafts=names_drafts)
    for change in shown:
        entry = told[change.revision_id]
        entry.rows.append(_row_change(change, versions[change.model], names))
        entry.more = change.total - len(entry.rows)
    return list(told.values())


def _versions_of(changes: Iterable[Change]) -> dict[str, dict[int, Any]]:
    """By table and key."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for change in changes:
        wanted[change.model] += [key for key in (change.before_id, change.after_id) if key]
    models: dict[str, Any] = {name: apps.get_model("films", name) for name in wanted}
    return {name: models[name].history.in_bulk(keys) for name, keys in wanted.items()}


def _row_change(change: Change, versions: dict[int, Any], names: Names) -> RowChange:
    before, after = versions.get(change.before_id or 0), versions.get(change.after_id or 0)
    model: Any = apps.get_model("films", change.model)
    deed = CHANGED if before and after else ADDED if after else REMOVED
    fields = changed_fields(model, before, after) if deed is CHANGED else tracked_fields(model)
    skipped = _NEVER_TOLD if deed is CHANGED else _NEVER_TOLD | _HARDLY_TOLD
    told = [_field_change(each, before, after, names) for each in fields if each.name not in skipped]
    return RowChange(
        deed,
        str(model._meta.verbose_name),
        names.label(after or before),
        [each for each in told if each.before or each.after],
    )


def _field_change(tracked: Any, before: Any, after: Any, names: Names) -> FieldChange:
    old, new = (
        names.text(tracked, getattr(version, tracked.attname)) if version else ""
        for version in (before, after)
    )
    if max(len(old), len(new)) > _LONGEST:
        old, new = (f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text for text in (old, new))
    return FieldChange(field_label(tracked), side_by_side(old, new) if old and new else [], old, new)
