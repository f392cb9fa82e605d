"""What reading, writing and taking back have in common: rows looked at, saved, counted, and told about."""

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from django.db.models import F

from accounts.models import NotificationKind, User
from accounts.notifications import notify
from reviews.batches import batched
from reviews.importers.kinds import Seen, kinds
from reviews.models import DataImport, ImportRow, RowState

CHUNK = 500


def look(member: User, rows: Sequence[ImportRow], seen: Seen) -> None:
    """Mark what the member has already."""
    for kind, verbs in kinds().items():
        matched = [row for row in rows if row.kind == kind and row.state == RowState.MATCHED]
        if matched:
            verbs.look(member, matched, seen)


def save(rows: Sequence[ImportRow]) -> None:
    """What was found out about these rows: one query for all that are alike."""
    _save_alike(rows, lambda row: tuple(_fate(row).values()), _fate)
    _save_alike(rows, lambda row: json.dumps(row.written), lambda row: {"written": row.written})


def _fate(row: ImportRow) -> dict[str, object]:
    fields = ("state", "is_different", "reason", "outcome")
    return {field: getattr(row, field) for field in fields}


def _save_alike(
    rows: Sequence[ImportRow],
    key: Callable[[ImportRow], Hashable],
    values: Callable[[ImportRow], dict[str, object]],
) -> None:
    alike = defaultdict(list)
    for row in rows:
        alike[key(row)].append(row)
    for group in alike.values():
        for batch in batched(group, CHUNK):
            ImportRow.objects.filter(pk__in=[row.pk for row in batch]).update(**values(batch[0]))


def tally(data_import: DataImport, *, done: int, written: int) -> None:
    DataImport.objects.filter(pk=data_import.pk).update(
        done_count=F("done_count") + done, written_count=F("written_count") + written
    )


def tell(data_import: DataImport, text: str, step: str) -> None:
    key = f"import {data_import.pk} {step}"
    notify(data_import.member, NotificationKind.IMPORT, text, url=data_import.get_absolute_url(), key=key)
