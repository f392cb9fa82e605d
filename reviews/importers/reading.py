"""The job that reads an upload into rows and finds what each is about."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from reviews.batches import batched
from reviews.importers.kinds import Seen
from reviews.importers.matching import match
from reviews.importers.opening import open_upload
from reviews.importers.records import NotUsable, Record, Source, Unreadable, Upload
from reviews.importers.rows import CHUNK, look, tell
from reviews.importers.sources import source_of
from reviews.models import DataImport, ImportRow, ImportStatus, ImportUpload, RowState


@task()
def read_rows(import_id: int) -> None:
    """Read the upload into rows, and find what each is about. Run again, it begins again."""
    upload = ImportUpload.objects.select_related("data_import__member").filter(pk=import_id).first()
    if upload is None or upload.data_import.status != ImportStatus.READING:
        return
    data_import = upload.data_import
    try:
        opened = open_upload(data_import.file_name, bytes(upload.content), data_import.hint)
        source, found = read_all(opened)
    except NotUsable as error:
        _finish_reading(data_import, ImportStatus.REFUSED, refusal=str(error)[:300])
        return
    if _keep(data_import, found):
        _finish_reading(data_import, ImportStatus.READY, source=source.NAME, left_out=opened.left_out[:200])


def read_all(upload: Upload) -> tuple[Source, list[Record | Unreadable]]:
    """The site it is from, and all that its rows say. NotUsable says why nothing could be read."""
    source = source_of(upload)
    found = list(source.read(upload))
    if not found:
        raise NotUsable(_("There is not a single row in it."))
    return source, found


def _keep(data_import: DataImport, found: Sequence[Record | Unreadable]) -> bool:
    """Keep what was read, a chunk a transaction. False if somebody else is at it, or nobody wants it any more."""
    with transaction.atomic():
        ImportRow.objects.filter(data_import=data_import).delete()
        DataImport.objects.filter(pk=data_import.pk).update(row_count=len(found), done_count=0)
    seen: Seen = set()
    done = 0
    for chunk in batched(found, CHUNK):
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
    matches = iter(match([each.clues for each in chunk if isinstance(each, Record)]))
    rows = []
    for number, each in enumerate(chunk, start=start):
        row = ImportRow(data_import=data_import, number=number, part=each.part[-200:], line=each.line)
        if isinstance(each, Unreadable):
            row.state, row.reason, row.name = RowState.UNREADABLE, each.reason[:300], each.name[:300]
        else:
            found = next(matches)
            row.state, row.title_id, row.candidates = found.state, found.title_id, list(found.candidates)
            row.kind, row.content, row.clue = each.kind, each.content, each.clues.key
            row.name, row.year = each.clues.name[:300], each.clues.year
        rows.append(row)
    return rows


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
