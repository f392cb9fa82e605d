"""Bringing data in: upload → read → preview → confirm → written, and back. Each step that takes time is a job.

    begin(member, name, content)      keep the upload; `read_rows` unpacks, reads and matches it
    choose(import, {clue: title})     which title an ambiguous row is about
    confirm(import, …)                once, however often it is sent; `write_rows` writes file by file
    take_back(import)                 within 30 days; `take_back_rows`

Nothing is written before `confirm`. Each file (`ImportRow.part`) is written in one transaction that also notes so
in its rows: a job that is killed goes on where it was, and a job that runs twice finds nothing left to do. One that
takes longer than IMPORT_MINUTES ends in words for its member (importers/stopping.py).

A source yields Records (importers/records.py), importers/matching.py finds their titles, importers/kinds/ look
whether the member has them, write them through the site's own verbs, and take them back.
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from reviews.importers.load import write_rows
from reviews.importers.reading import read_rows
from reviews.importers.rows import look, save
from reviews.importers.stopping import stop_lost
from reviews.importers.taking_back import take_back_rows
from reviews.models import DataImport, ImportRow, ImportStatus, ImportUpload, RowState
from reviews.permissions import require_can_write


@transaction.atomic
def begin(member: User, name: str, content: bytes, hint: str = "") -> DataImport:
    """Keep an upload and have it read. It is private, and gone as soon as it is read."""
    require_can_write(member)
    data_import = DataImport.objects.create(member=member, file_name=name[-200:], hint=hint)
    ImportUpload.objects.create(data_import=data_import, content=content)
    read_rows.enqueue(data_import.pk)
    return data_import


@transaction.atomic
def choose(data_import: DataImport, choices: Mapping[str, int]) -> None:
    """Say which title rows with these clues are about: one of their candidates, or 0 for none of them."""
    locked = DataImport.objects.locked(data_import.pk)
    if locked is None or locked.status != ImportStatus.READY:
        return
    rows = list(data_import.rows.filter(state=RowState.AMBIGUOUS, clue__in=choices).in_order())
    for row in rows:
        chosen = choices[row.clue]
        if chosen in row.candidates:
            row.title_id, row.state = chosen, RowState.MATCHED
            locked.rows.filter(pk=row.pk).update(title=chosen)
        elif chosen == 0:
            row.state = RowState.UNKNOWN
    look(locked.member, rows, set())
    save(rows)


@transaction.atomic
def confirm(
    data_import: DataImport,
    *,
    replaces: bool,
    keeps_drafts: bool,
    language: str,
    takes_profile: bool = False,
) -> bool:
    """Have the rows written. False if that was said before."""
    require_can_write(data_import.member)
    now = timezone.now()
    is_first = DataImport.objects.filter(pk=data_import.pk, status=ImportStatus.READY).update(
        status=ImportStatus.WRITING,
        replaces=replaces,
        keeps_drafts=keeps_drafts,
        language=language,
        takes_profile=takes_profile,
        confirmed_at=now,
        begun_at=now,
        done_count=F("row_count") - data_import.rows.pending().count(),
    )
    if is_first:
        write_rows.enqueue(data_import.pk)
    return bool(is_first)


def take_back(data_import: DataImport) -> bool:
    """Have all taken back that the import wrote and the member has not changed since. False if it is too late."""
    require_can_write(data_import.member)
    if not data_import.can_be_taken_back:
        return False
    with transaction.atomic():
        is_first = DataImport.objects.filter(pk=data_import.pk, status=ImportStatus.DONE).update(
            status=ImportStatus.TAKING_BACK,
            begun_at=timezone.now(),
            refusal="",
            done_count=F("row_count") - data_import.rows.written().count(),
        )
        if is_first:
            take_back_rows.enqueue(data_import.pk)
    return bool(is_first)


def discard(data_import: DataImport) -> None:
    """Forget an import that has written nothing, or nothing any more."""
    idle = [ImportStatus.READY, ImportStatus.REFUSED, ImportStatus.TAKEN_BACK]
    DataImport.objects.filter(pk=data_import.pk, status__in=idle).delete()


def clear_outdated() -> int:
    """End what no worker could do, and forget the rows that have served; the number of imports whose rows went."""
    stop_lost()
    DataImport.objects.abandoned().delete()
    outdated = list(DataImport.objects.outdated().values_list("pk", flat=True))
    ImportRow.objects.filter(data_import__in=outdated).delete()
    return len(outdated)
