"""The job that reads an upload into rows and finds what each is about."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from reviews.batches import batched
from reviews.importers.clock import Clock, OutOfTime
from reviews.importers.kinds import Seen
from reviews.importers.matching import Match, match
from reviews.importers.opening import open_upload
from reviews.importers.records import Clues, NotUsable, Record, Source, Unreadable, Upload
from reviews.importers.rows import CHUNK, look, tell
from reviews.importers.sources import source_of
from reviews.importers.stopping import stop_reading, too_long
from reviews.models import DataImport, ImportRow, ImportStatus, ImportUpload, RowState


@task()
def read_rows(import_id: int) -> None:
    """Read the upload into rows, and find what each is about. Run again, it begins again."""
    upload = ImportUpload.objects.select_related("data_import__member").filter(pk=import_id).first()
    if upload is None or upload.data_import.status != ImportStatus.READING:
        return
    data_import, clock = upload.data_import, Clock()
    try:
        opened = open_upload(data_import.file_name, bytes(upload.content), data_import.hint)
        source, found = read_all(opened, clock)
        is_kept = _keep(data_import, found, clock)
    except NotUsable as error:
        _finish_reading(data_import, ImportStatus.REFUSED, refusal=str(error)[:300])
    except OutOfTime:
        stop_reading(import_id, too_long())
    else:
        if is_kept:
            _finish_reading(
                data_import, ImportStatus.READY, source=source.NAME, left_out=opened.left_out[:200]
            )


def read_all(upload: Upload, clock: Clock) -> tuple[Source, list[Record | Unreadable]]:
    """The site it is from, and all that its rows say. NotUsable says why nothing could be read."""
    source = source_of(upload)
    clock.check()
    found = list(clock.within(source.read(upload)))
    if not found:
        raise NotUsable(_("There is not a single row in it."))
    return source, found


def _keep(data_import: DataImport, found: Sequence[Record | Unreadable], clock: Clock) -> bool:
    """Keep what was read, a chunk a transaction. False if somebody else is at it, or nobody wants it any more."""
    with transaction.atomic():
        ImportRow.objects.filter(data_import=data_import).delete()
        DataImport.objects.filter(pk=data_import.pk).update(row_count=len(found), done_count=0)
    seen: Seen = set()
    done = 0
    for chunk in clock.within(batched(found, CHUNK)):
        rows = _rows(data_import, chunk, done)
        look(data_import.member, rows, seen)
        with transaction.atomic():
            current = DataImport.objects.locked(data_import.pk)
            if current is None or current.status != ImportStatus.READING or current.done_count != done:
                return False
            ImportRow.objects.bulk_create(rows)
            done += len(rows)
            DataImport.objects.filter(pk=data_import.pk).update(done_count=done)
    return True


def _rows(data_import: DataImport, chunk: Sequence[Record | Unreadable], start: int) -> list[ImportRow]:
    matches = iter(match([each.clues for each in chunk if isinstance(each, Record) and each.clues]))
    rows = []
    for number, each in enumerate(chunk, start=start):
        row = ImportRow(data_import=data_import, number=number, part=each.part[-200:], line=each.line)
        if isinstance(each, Unreadable):
            row.state, row.reason, row.name = RowState.UNREADABLE, each.reason[:300], each.name[:300]
        else:
            row.kind, row.content, row.name = each.kind, each.content, each.name[:300]
            row.state = RowState.MATCHED
            if each.clues:
                _point(row, each.clues, next(matches))
        rows.append(row)
    return rows


def _point(row: ImportRow, clues: Clues, found: Match) -> None:
    """Say which title the row is about, or which ones it may be about."""
    row.clue, row.name, row.year = clues.key, clues.name[:300], clues.year
    row.state, row.title_id, row.candidates = found.state, found.title_id, list(found.candidates)


def _finish_reading(data_import: DataImport, status: ImportStatus, **values: object) -> None:
    with transaction.atomic():
        DataImport.objects.filter(pk=data_import.pk).update(status=status, **values)
        ImportUpload.objects.filter(pk=data_import.pk).delete()
        text = (
            _("Your import is read: look at it and confirm it.")
            if status == ImportStatus.READY
            else _("Your import could not be read: %s") % values.get("refusal", "")
        )
        tell(data_import, text, "read")
