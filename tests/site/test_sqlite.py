"""Writers on SQLite wait for each other."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from moviesite.environment import database_from_url

pytestmark = pytest.mark.django_db  # a database of their own, in the test's folder


def connection_to(folder: Path, *, timeout: float) -> BaseDatabaseWrapper:
    database = database_from_url(f"sqlite:///{folder}/waiting.sqlite3", pool_size=0)
    database["OPTIONS"]["timeout"] = timeout
    return ConnectionHandler({"default": database})["default"]


def begin(connection: BaseDatabaseWrapper) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_a_second_writer_begins_when_the_first_has_ended(tmp_path: Path) -> None:
    first = connection_to(tmp_path, timeout=20)
    has_begun = Event()

    def write() -> None:
        second = connection_to(tmp_path, timeout=20)
        begin(second)
        has_begun.set()
        second.rollback()
        second.close()

    begin(first)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(write)
        assert not has_begun.wait(0.1)
        first.commit()
        waiting.result(timeout=20)
    first.close()


def test_waiting_ends_in_an_error(tmp_path: Path) -> None:
    first, second = (connection_to(tmp_path, timeout=0.01) for _ in range(2))
    begin(first)
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    first.rollback()
    begin(second)
    second.rollback()


def test_what_is_no_transaction_still_waits_as_long_as_was_said(tmp_path: Path) -> None:
    connection = connection_to(tmp_path, timeout=1.5)
    begin(connection)
    connection.rollback()
    connection.set_autocommit(True)
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (1500,)


def test_a_transaction_that_cannot_begin_for_another_reason_does_not_wait(tmp_path: Path) -> None:
    connection = connection_to(tmp_path, timeout=60)
    begin(connection)
    with pytest.raises(OperationalError, match="within a transaction"):
        connection._start_transaction_under_autocommit()
    connection.rollback()
