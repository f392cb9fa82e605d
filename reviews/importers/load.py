"""The job that writes the rows a member confirmed, file by file."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from films.models import Title
from reviews.batches import batched
from reviews.importers.clock import Clock, OutOfTime
from reviews.importers.kinds import Run, Seen, kinds, settle, titles_of
from reviews.importers.rows import CHUNK, look, save, tally, tell
from reviews.importers.stopping import stop_writing, too_long
from reviews.models import AggregateRating, DataImport, ImportRow, ImportStatus, RowOutcome, RowState
from reviews.permissions import can_write


@task()
def write_rows(import_id: int) -> None:
    """Write file by file, each in one transaction, until none is left or the time is over."""
    clock = Clock()
    try:
        while _write_part(import_id, clock):
            pass
    except OutOfTime:
        stop_writing(import_id, too_long())


def _write_part(import_id: int, clock: Clock) -> bool:
    """Write the first file that is not written; False when there is none."""
    with transaction.atomic():
        data_import = DataImport.objects.locked(import_id)
        if data_import is None or data_import.status != ImportStatus.WRITING:
            return False
        if not can_write(data_import.member):  # suspended meanwhile: it waits until they may again
            DataImport.objects.filter(pk=import_id).update(status=ImportStatus.READY)
            return False
        pending = data_import.rows.pending()
        first = pending.in_order().first()
        if first is None:
            _finish_writing(data_import)
            return False
        clock.check()
        rows = list(pending.filter(part=first.part).in_order())
        _write(data_import, rows, clock)
        save(rows)
        written = sum(row.outcome in (RowOutcome.WRITTEN, RowOutcome.DRAFTED) for row in rows)
        tally(data_import, done=len(rows), written=written)
    return True


def _write(data_import: DataImport, rows: list[ImportRow], clock: Clock) -> None:
    """Look once more, as the member may have been busy since the preview; then write."""
    run = Run(
        data_import.member,
        data_import.replaces,
        data_import.keeps_drafts,
        data_import.language,
        data_import.takes_profile,
        clock,
    )
    rows = _with_titles(rows)
    AggregateRating.objects.all_locked_for(titles_of(rows))
    seen: Seen = set()
    for kind, verbs in kinds().items():
        of_kind = [row for row in rows if row.kind == kind]
        for row in of_kind:
            if row.is_different:
                row.state, row.is_different = RowState.MATCHED, False
        clock.check()
        look(data_import.member, of_kind, seen)
        if of_kind:
            verbs.write(run, of_kind)
    clock.check()


def _with_titles(rows: list[ImportRow]) -> list[ImportRow]:
    """Those whose title still has a page, and those about no title."""
    visible: set[int | None] = set()
    for batch in batched(sorted(titles_of(rows)), CHUNK):
        visible.update(Title.objects.visible().filter(pk__in=batch).values_list("pk", flat=True))
    kept = []
    for row in rows:
        if row.is_about_a_title and row.title_id not in visible:
            settle(row, RowOutcome.FAILED, reason=_("The title is no longer in the catalogue."))
        else:
            kept.append(row)
    return kept


def _finish_writing(data_import: DataImport) -> None:
    DataImport.objects.filter(pk=data_import.pk).update(status=ImportStatus.DONE, finished_at=timezone.now())
    number = data_import.written_count
    text = ngettext(
        "Your import is done: %(count)d row was added.",
        "Your import is done: %(count)d rows were added.",
        number,
    )
    tell(data_import, text % {"count": number}, "done")
