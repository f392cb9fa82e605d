"""A worker that is killed by SIGKILL in the middle of a task: what the task does is done, and done once."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.accounts.conftest import make_member_who_can_log_in
from tests.site.slow_task import PHASES, tell_slowly

ROOT = Path(__file__).parents[2]
PATIENCE = 60


class Site:
    """A database in a file, and workers in processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "site.sqlite3"
        with closing(sqlite3.connect(self.path)) as copy:
            connection.connection.backup(copy)

    def sql(self, statement: str) -> Any:
        with closing(sqlite3.connect(self.path, timeout=20, isolation_level=None)) as opened:
            rows = opened.execute(statement).fetchall()
        return rows[0][0] if rows else None

    def worker(self, *arguments: str) -> subprocess.Popen[str]:
        # Without EMAIL_HOST, e-mails are printed: each once means that each was sent once.
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        return subprocess.Popen(
            [sys.executable, "manage.py", "work", *arguments],
            cwd=ROOT,
            env={**kept, "DATABASE_URL": f"sqlite:///{self.path}", "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def kill_in(self, phase: str) -> None:
        """Let a worker get as far as this, and kill it there; let its silence last."""
        (self.folder / phase).unlink(missing_ok=True)
        (self.folder / "stop-in").write_text(phase)
        worker = self.worker()
        try:
            until = time.monotonic() + PATIENCE
            while not (self.folder / phase).exists() and time.monotonic() < until and worker.poll() is None:
                time.sleep(0.05)
            assert (self.folder / phase).exists(), worker.communicate(timeout=5)[0]
            assert int((self.folder / phase).read_text()) == worker.pid
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.communicate()
        self.sql("UPDATE background_worker SET seen_at = datetime(seen_at, '-1 day')")

    def finish(self) -> str:
        """What a last worker prints, that does all there is to do."""
        (self.folder / "stop-in").write_text("nowhere")
        worker = self.worker("--batch")
        try:
            return worker.communicate(timeout=PATIENCE)[0]
        finally:
            worker.kill()


@pytest.fixture
def site(tmp_path: Path, transactional_db: None) -> Site:
    member = make_member_who_can_log_in("ada")
    tell_slowly.enqueue(member.pk, str(tmp_path))
    return Site(tmp_path)


@pytest.mark.sqlite
@pytest.mark.parametrize("phase", PHASES)
def test_killed_at_any_point_it_is_done_once(site: Site, phase: str) -> None:
    site.kill_in(phase)
    assert (
        site.sql("SELECT status FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%slow%'")
        == "RUNNING"
    )
    printed = site.finish()
    assert site.sql("SELECT count(*) FROM accounts_notification") == 1
    assert site.sql("SELECT count(*) FROM accounts_outgoingemail") == 0
    assert printed.count("Subject: [Moviesite] Your import is done") == 1
    found = site.sql(
        "SELECT status || ' ' || json_array_length(worker_ids) FROM django_tasks_database_dbtaskresult"
        " WHERE task_path LIKE '%slow%'"
    )
    assert found == "SUCCESSFUL 2"
    assert site.sql("PRAGMA integrity_check") == "ok"
