"""Ending a job that took too long, or that no worker could do: in words for its member, and in a line for staff."""

import logging

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.importers.rows import tell
from reviews.models import DataImport, ImportStatus, ImportUpload, RowOutcome, RowState

logger = logging.getLogger(__name__)


def too_long() -> str:
    words = ngettext(
        "It took longer than %(count)d minute, so it was stopped.",
        "It took longer than %(count)d minutes, so it was stopped.",
        settings.IMPORT_MINUTES,
    )
    return words % {"count": settings.IMPORT_MINUTES}


@transaction.atomic
def stop_reading(import_id: int, why: str) -> None:
    """Nothing is kept of the file, nor of the rows that were read by then."""
    data_import = _locked(import_id, ImportStatus.READING)
    if data_import is None:
        return
    data_import.rows.all().delete()
    ImportUpload.objects.filter(pk=import_id).delete()
    words = _("Nothing was read. Bring the file in smaller pieces.")
    _stop(data_import, ImportStatus.REFUSED, f"{why} {words}", row_count=0, done_count=0)


@transaction.atomic
def stop_writing(import_id: int, why: str) -> None:
    """What was written stands, and can be taken back as ever; of the rest it is said that it was not added."""
    data_import = _locked(import_id, ImportStatus.WRITING)
    if data_import is None:
        return
    pending = data_import.rows.pending()
    pending.filter(state=RowState.PRESENT, is_different=False).update(outcome=RowOutcome.LEFT)
    left = pending.update(outcome=RowOutcome.FAILED, reason=_("The import was stopped before this row."))
    words = ngettext(
        "%(count)d row was not added: bring the file again for it.",
        "%(count)d rows were not added: bring the file again for them, or in smaller pieces.",
        left,
    ) % {"count": left}
    values = {"finished_at": timezone.now(), "done_count": F("row_count")}
    _stop(data_import, ImportStatus.DONE, f"{why} {words}", **values)


@transaction.atomic
def stop_taking_back(import_id: int, why: str) -> None:
    """What was taken back is gone; the rest stands, and can be taken back yet."""
    data_import = _locked(import_id, ImportStatus.TAKING_BACK)
    if data_import is None:
        return
    left = data_import.rows.written().count()
    words = ngettext(
        "%(count)d row still stands: take it back once more.",
        "%(count)d rows still stand: take them back once more.",
        left,
    ) % {"count": left}
    _stop(data_import, ImportStatus.DONE, f"{why} {words}", done_count=F("row_count"))


STOPS = {
    ImportStatus.READING: stop_reading,
    ImportStatus.WRITING: stop_writing,
    ImportStatus.TAKING_BACK: stop_taking_back,
}


def stop_lost() -> None:
    """End what the worker has given up after all its attempts."""
    for data_import in DataImport.objects.lost():
        STOPS[ImportStatus(data_import.status)](
            data_import.pk, _("It failed again and again, so it was given up.")
        )


def _locked(import_id: int, status: ImportStatus) -> DataImport | None:
    data_import = DataImport.objects.locked(import_id)
    return data_import if data_import is not None and data_import.status == status else None


def _stop(data_import: DataImport, status: ImportStatus, words: str, **values: object) -> None:
    logger.warning("Import %s was stopped while it was %s", data_import.pk, data_import.get_status_display())
    now = timezone.now()
    values |= {"status": status, "refusal": words[:300], "stopped_at": now}
    DataImport.objects.filter(pk=data_import.pk).update(**values)
    tell(data_import, words, f"stopped {now.isoformat()}")
