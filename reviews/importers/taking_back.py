"""The job that takes an import back, file by file, the last one first."""

from django.db import transaction
from django_tasks import task

from reviews.importers.clock import Clock, OutOfTime
from reviews.importers.kinds import kinds, settle, titles_of
from reviews.importers.rows import save, tally
from reviews.importers.stopping import stop_taking_back, too_long
from reviews.models import AggregateRating, DataImport, ImportStatus, RowOutcome
from reviews.permissions import can_write


@task()
def take_back_rows(import_id: int) -> None:
    """File by file, the last one first, each in one transaction, until none is left or the time is over."""
    clock = Clock()
    try:
        while _take_back_part(import_id, clock):
            pass
    except OutOfTime:
        stop_taking_back(import_id, too_long())


def _take_back_part(import_id: int, clock: Clock) -> bool:
    with transaction.atomic():
        data_import = DataImport.objects.locked(import_id)
        if data_import is None or data_import.status != ImportStatus.TAKING_BACK:
            return False
        written = data_import.rows.written()
        last = written.in_order().last()
        if last is None or not can_write(data_import.member):
            is_done = last is None
            DataImport.objects.filter(pk=import_id).update(
                status=ImportStatus.TAKEN_BACK if is_done else ImportStatus.DONE
            )
            return False
        clock.check()
        rows = list(written.filter(part=last.part).in_order())
        AggregateRating.objects.all_locked_for(titles_of(rows))
        for kind, verbs in reversed(kinds().items()):
            of_kind = [row for row in rows if row.kind == kind]
            clock.check()
            if of_kind:
                verbs.take_back(data_import.member, of_kind)
        clock.check()
        for row in rows:
            if row.outcome != RowOutcome.TAKEN_BACK:
                settle(row, RowOutcome.KEPT, row.written)
        save(rows)
        tally(data_import, done=len(rows), written=-sum(row.outcome == RowOutcome.TAKEN_BACK for row in rows))
    return True
