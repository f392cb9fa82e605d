"""A job that takes too long ends in words, with nothing half written, and staff see that it did."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Notification
from films.attention import count_all
from reviews.attention import LINES
from reviews.importers.load import write_rows
from reviews.importers.reading import read_rows
from reviews.importers.taking_back import take_back_rows
from reviews.importing import begin, confirm, take_back
from reviews.models import (
    DataImport,
    ImportRow,
    ImportStatus,
    ImportUpload,
    Rating,
    RowOutcome,
    Viewing,
    WatchlistEntry,
)
from reviews.models.data_import import LOST
from reviews.recount import differences
from tests.factories import make_member
from tests.reviews.importers.uploads import (
    LETTERBOXD_FILMS,
    LETTERBOXD_RATINGS,
    bring,
    catalogued,
    confirmed,
    taken_back,
    zipped,
)

pytestmark = pytest.mark.django_db

FILMS = [f"Clay {number}" for number in range(3)]
MANY = 200
"""More often than any of these jobs looks at the clock."""


@pytest.fixture
def stop_after(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Whenever a job looks at the clock, a minute has passed: it is stopped at the look of this number."""
    ticks = count()
    monkeypatch.setattr("reviews.importers.clock.monotonic", lambda: next(ticks) * 60)

    def stop_after(looks: int) -> None:
        settings.IMPORT_MINUTES = looks

    return stop_after


def letterboxd_zip() -> bytes:
    """Three files of three rows each."""
    rows = "".join(f"2020-01-01,{name},2013,https://boxd.it/{name[-1]}\n" for name in FILMS)
    ratings = "".join(f"2020-01-01,{name},2013,https://boxd.it/{name[-1]},4\n" for name in FILMS)
    return zipped(
        {
            "ratings.csv": LETTERBOXD_RATINGS + ratings,
            "watched.csv": LETTERBOXD_FILMS + rows,
            "watchlist.csv": LETTERBOXD_FILMS + rows,
        }
    )


def standing() -> tuple[int, int, int]:
    return Rating.objects.count(), Viewing.objects.count(), WatchlistEntry.objects.count()


def ready() -> DataImport:
    for name in FILMS:
        catalogued(name)
    return bring(make_member(), "letterboxd.zip", letterboxd_zip())


def test_reading_that_takes_too_long_keeps_nothing(stop_after: Callable[[int], None]) -> None:
    data_import = begin(make_member(), "letterboxd.zip", letterboxd_zip())
    stop_after(4)
    read_rows.func(data_import.pk)
    data_import.refresh_from_db()
    assert (data_import.status, data_import.refusal) == (
        ImportStatus.REFUSED,
        "It took longer than 4 minutes, so it was stopped. Nothing was read. Bring the file in smaller pieces.",
    )
    assert (data_import.row_count, data_import.done_count, ImportRow.objects.count()) == (0, 0, 0)
    assert not ImportUpload.objects.exists()
    assert [each.text for each in Notification.objects.all()] == [data_import.refusal]


@pytest.mark.parametrize("rows", [1, 11])
def test_reading_stops_wherever_it_is(stop_after: Callable[[int], None], rows: int) -> None:
    data_import = begin(make_member(), "letterboxd.zip", letterboxd_zip())
    stop_after(rows)
    read_rows.func(data_import.pk)
    data_import.refresh_from_db()
    assert (data_import.status, ImportRow.objects.count()) == (ImportStatus.REFUSED, 0)


def test_writing_stops_between_files_and_counts_what_stands(stop_after: Callable[[int], None]) -> None:
    data_import = ready()
    stood = set()
    for looks in range(1, MANY):
        stop_after(looks)
        confirmed(data_import)
        stood.add(standing())
        assert set(standing()) <= {0, 3}
        assert data_import.status == ImportStatus.DONE
        assert data_import.written_count == sum(standing())
        assert data_import.done_count == data_import.row_count == 9
        left = data_import.rows.filter(outcome=RowOutcome.FAILED)
        assert {row.reason for row in left} <= {"The import was stopped before this row."}
        assert left.count() == 9 - sum(standing())
        assert list(differences()) == []
        if sum(standing()) == 9:
            break
        assert data_import.refusal.startswith(f"It took longer than {looks} minute")
        assert f"{left.count()} rows were not added" in data_import.refusal
        stop_after(MANY)
        assert taken_back(data_import).status == ImportStatus.TAKEN_BACK
        assert standing() == (0, 0, 0)
        data_import = bring(data_import.member, "letterboxd.zip", letterboxd_zip())
    assert stood == {(0, 0, 0), (3, 0, 0), (3, 0, 3), (3, 3, 3)}
    assert (data_import.stopped_at, data_import.refusal) == (None, "")


def test_what_was_not_written_comes_with_the_same_file_again(stop_after: Callable[[int], None]) -> None:
    data_import = ready()
    stop_after(20)
    confirmed(data_import)
    assert 0 < sum(standing()) < 9
    stop_after(MANY)
    again = confirmed(bring(data_import.member, "letterboxd.zip", letterboxd_zip()))
    assert standing() == (3, 3, 3)
    assert again.written_count + data_import.written_count == 9


def test_taking_back_stops_between_files_and_can_be_gone_on_with(stop_after: Callable[[int], None]) -> None:
    data_import = ready()
    stop_after(MANY)
    confirmed(data_import)
    stop_after(16)
    taken_back(data_import)
    assert data_import.status == ImportStatus.DONE
    assert data_import.can_be_taken_back
    assert 0 < sum(standing()) < 9
    assert set(standing()) <= {0, 3}
    assert data_import.written_count == sum(standing())
    assert f"{sum(standing())} rows still stand: take them back once more." in data_import.refusal
    stop_after(MANY)
    taken_back(data_import)
    assert (data_import.status, data_import.refusal, standing()) == (ImportStatus.TAKEN_BACK, "", (0, 0, 0))
    assert list(differences()) == []


def test_staff_see_it_and_the_member_reads_why(client: Client, stop_after: Callable[[int], None]) -> None:
    data_import = ready()
    stop_after(20)
    confirmed(data_import)
    client.force_login(data_import.member)
    assert data_import.refusal in client.get(data_import.get_absolute_url()).content.decode()
    found = {str(each.line.name): each.count for each in count_all(LINES)}
    assert found["Imports that were stopped lately"] == 1
    client.force_login(make_member(is_staff=True, is_superuser=True))
    page = client.get("/admin/reviews/dataimport/?stopped_at__isempty=0").content.decode()
    assert f"Letterboxd {data_import.pk}" in page
    assert data_import.refusal not in page


def test_what_every_worker_gave_up_ends_too(stop_after: Callable[[int], None]) -> None:
    stop_after(MANY)
    reading = begin(make_member(), "letterboxd.zip", letterboxd_zip())
    writing, going = ready(), bring(make_member(), "letterboxd.zip", letterboxd_zip())
    confirm(writing, replaces=False, keeps_drafts=True, language="en")
    confirmed(going)
    take_back(going)
    call_command("clear_imports", verbosity=0)
    assert set(DataImport.objects.values_list("status", flat=True)) == {"reading", "writing", "taking_back"}
    DataImport.objects.update(begun_at=timezone.now() - LOST - timedelta(minutes=1))
    call_command("clear_imports", verbosity=0)
    assert [DataImport.objects.get(pk=each.pk).status for each in (reading, writing, going)] == [
        ImportStatus.REFUSED,
        ImportStatus.DONE,
        ImportStatus.DONE,
    ]
    assert DataImport.objects.get(pk=reading.pk).refusal.startswith("It failed again and again")
    for job, each in ((read_rows, reading), (write_rows, writing), (take_back_rows, going)):
        job.func(each.pk)  # should a worker come back to it yet, there is nothing left to do
    assert standing() == (3, 3, 3)
