"""What reading, writing and taking back have in common: rows looked at, saved, counted, and told about."""

from collections.abc import Sequence

from django.db.models import F

from accounts.models import NotificationKind, User
from accounts.notifications import notify
from reviews.importers.kinds import Seen, kinds
from reviews.models import DataImport, ImportRow, RowState

CHUNK = 500


def look(member: User, rows: Sequence[ImportRow], seen: Seen) -> None:
    """Mark what the member has already."""
    for kind, verbs in kinds().items():
        matched = [row for row in rows if row.kind == kind and row.state == RowState.MATCHED]
        if matched:
            verbs.look(member, matched, seen)


def save(rows: list[ImportRow]) -> None:
    fields = ["title", "state", "is_different", "reason", "outcome", "written"]
    ImportRow.objects.bulk_update(rows, fields, batch_size=CHUNK)


def tally(data_import: DataImport, *, done: int, written: int) -> None:
    DataImport.objects.filter(pk=data_import.pk).update(
        done_count=F("done_count") + done, written_count=F("written_count") + written
    )


def tell(data_import: DataImport, text: str, step: str) -> None:
    key = f"import {data_import.pk} {step}"
    notify(data_import.member, NotificationKind.IMPORT, text, url=data_import.get_absolute_url(), key=key)
