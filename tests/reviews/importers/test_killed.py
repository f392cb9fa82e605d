"""A worker is killed at its work on an import, again and again; the next one ends it, and everything is there once."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from accounts.models import Notification
from films.models import Title
from films.search import index_titles
from reviews.importing import begin, confirm, take_back
from reviews.models import DataImport, ImportRow, ImportStatus, Rating, Viewing, WatchlistEntry
from reviews.recount import differences
from tests.factories import make_member
from tests.reviews.importers.uploads import LETTERBOXD_FILMS, LETTERBOXD_RATINGS, zipped

ROOT = Path(__file__).resolve().parents[3]
FILMS = 1000
PATIENCE = 120


class Site:
    """The tests' database as a worker in another process sees it: itself, or a copy of one that lies in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "shared.sqlite3"
        self.workers: list[subprocess.Popen[bytes]] = []

    def give(self) -> None:
        """What was written here, to the workers."""
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with sqlite3.connect(self.path) as copy:
                connection.connection.backup(copy)
            copy.close()

    def take(self) -> None:
        """What the workers wrote, to here."""
        if connection.vendor == "sqlite":
            with sqlite3.connect(self.path, timeout=30) as copy:
                copy.backup(connection.connection)
            copy.close()

    def ask(self, sql: str) -> tuple[Any, ...]:
        """The first row that a query finds, or nothing."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return (cursor.fetchone() if cursor.description else None) or ()
        with sqlite3.connect(self.path, timeout=30) as copy:
            found = copy.execute(sql).fetchone() or ()
        copy.close()
        return found

    @property
    def address(self) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.path}"
        to = connection.settings_dict
        host, port = to["HOST"] or "localhost", to["PORT"] or "5432"
        return f"postgresql://{to['USER']}:{to['PASSWORD']}@{host}:{port}/{to['NAME']}"

    def start_worker(self) -> subprocess.Popen[bytes]:
        """One that ends when nothing is left to do. Of those that were killed it has not heard for a minute."""
        self.ask("UPDATE background_worker SET seen_at = '2020-01-01 00:00:00+00:00'")
        worker = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "work", "--batch"],
            cwd=self.folder,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "DATABASE_URL": self.address,
                "MEDIA_ROOT": str(self.folder / "media"),
                "PRIVATE_ROOT": str(self.folder / "private"),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.workers.append(worker)
        return worker

    def kill_worker_when(self, sql: str) -> None:
        """Start one, and kill it as soon as the query finds something."""
        worker = self.start_worker()
        until = time.monotonic() + PATIENCE
        while not self.ask(sql):
            assert worker.poll() is None, "the worker was done before it could be killed"
            assert time.monotonic() < until, f"it never came to that: {sql}"
            time.sleep(0.005)
        worker.send_signal(signal.SIGKILL)
        assert worker.wait() == -signal.SIGKILL
        self.take()

    def work(self) -> None:
        """Have a worker do all there is to do."""
        self.give()
        assert self.start_worker().wait(PATIENCE) == 0
        self.take()


@pytest.fixture
def site(transactional_db: None, tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    for worker in site.workers:
        worker.kill()
        worker.wait()


@pytest.fixture
def data_import(site: Site) -> DataImport:
    """Three files of a thousand rows each, not yet read."""
    titles = Title.objects.bulk_create(Title(primary_title=f"Film no {n}", year=2013) for n in range(FILMS))
    index_titles([title.pk for title in titles])
    films = "".join(f"2020-01-01,Film no {n},2013,https://boxd.it/{n}\n" for n in range(FILMS))
    ratings = "".join(f"2020-01-01,Film no {n},2013,https://boxd.it/{n},{n % 5 + 1}\n" for n in range(FILMS))
    files = {
        "ratings.csv": LETTERBOXD_RATINGS + ratings,
        "watched.csv": LETTERBOXD_FILMS + films,
        "watchlist.csv": LETTERBOXD_FILMS + films,
    }
    return begin(make_member(), "letterboxd.zip", zipped(files))


def standing() -> tuple[int, int, int]:
    return Rating.objects.count(), WatchlistEntry.objects.count(), Viewing.objects.count()


def running(job: str) -> str:
    table = DBTaskResult._meta.db_table
    return f"SELECT 1 FROM {table} WHERE status = 'RUNNING' AND task_path LIKE '%{job}'"  # noqa: S608  our own words


SOME_DONE = "SELECT 1 FROM reviews_dataimport WHERE done_count BETWEEN 1 AND row_count - 1"


def check_sound(data_import: DataImport) -> None:
    """Each file wholly or not at all; what is counted is what stands."""
    data_import.refresh_from_db()
    assert set(standing()) <= {0, FILMS}
    assert data_import.written_count == sum(standing())
    assert list(differences()) == []


def test_killed_while_it_reads(site: Site, data_import: DataImport) -> None:
    site.give()
    site.kill_worker_when(SOME_DONE)
    data_import.refresh_from_db()
    assert (data_import.status, data_import.row_count) == (ImportStatus.READING, 3 * FILMS)
    assert 0 < ImportRow.objects.count() < 3 * FILMS
    assert ImportRow.objects.count() == data_import.done_count
    site.work()
    data_import.refresh_from_db()
    assert (data_import.status, data_import.done_count) == (ImportStatus.READY, 3 * FILMS)
    assert ImportRow.objects.count() == 3 * FILMS
    assert Notification.objects.count() == 1


@pytest.fixture
def ready(site: Site, data_import: DataImport) -> DataImport:
    site.work()
    data_import.refresh_from_db()
    assert data_import.status == ImportStatus.READY
    return data_import


def kill_twice(site: Site, job: str, check: Callable[[], None]) -> None:
    """As soon as it has begun, in its first file; and after a file, in a later one."""
    site.give()
    for moment in (running(job), SOME_DONE):
        site.kill_worker_when(moment)
        check()
        site.give()


def test_killed_while_it_writes_and_while_it_takes_back(site: Site, ready: DataImport) -> None:
    def check() -> None:
        check_sound(ready)
        assert ready.status == status

    status = ImportStatus.WRITING
    confirm(ready, replaces=False, keeps_drafts=True, language="en")
    kill_twice(site, "write_rows", check)
    assert FILMS <= sum(standing()) < 3 * FILMS
    site.work()
    check_sound(ready)
    assert (ready.status, ready.done_count, standing()) == (ImportStatus.DONE, 3 * FILMS, (FILMS,) * 3)
    assert Notification.objects.count() == 2

    status = ImportStatus.TAKING_BACK
    take_back(ready)
    kill_twice(site, "take_back_rows", check)
    assert 0 < sum(standing()) <= 2 * FILMS
    site.work()
    check_sound(ready)
    assert (ready.status, standing()) == (ImportStatus.TAKEN_BACK, (0, 0, 0))
