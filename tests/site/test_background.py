"""Background work: tried again after a failure, taken over from a dead worker, kept running beside the server."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from moviesite.background.chores import CHORES, DAILY, HOURLY, QUIETLY, Chore, Clock
from moviesite.background.models import SILENCE, Worker
from moviesite.background.pulse import Pulse
from moviesite.background.recovery import ATTEMPTS, DELAYS, LOST, retry_failed, take_over
from reviews.models import AlertKind, RatingAlert, Review
from reviews.news_round import make_news_round
from reviews.ratings import rate
from tests.factories import make_member, make_review, make_title

ROOT = Path(__file__).parents[2]


@task()
def stumble() -> None:
    raise ValueError("not today")


@task()
def walk() -> str:
    return "there"


def work() -> DBTaskResult:
    """Have the worker do what is due; return the one task there is besides its own round of news."""
    call_command("work", batch=True)
    return DBTaskResult.objects.exclude(task_path=make_news_round.module_path).get()


def make_due() -> None:
    DBTaskResult.objects.update(run_after=timezone.now())


@pytest.fixture
def quick_pulse(monkeypatch: pytest.MonkeyPatch) -> None:
    """No second thread: SQLite's test database lives in the memory of this one."""
    monkeypatch.setattr(Pulse, "start", lambda self: None)


@pytest.mark.django_db(transaction=True)  # the worker closes old connections, which would end the test's own
@pytest.mark.usefixtures("quick_pulse")
def test_task_is_done() -> None:
    walk.enqueue()
    result = work()
    assert (result.status, result.return_value, len(result.worker_ids)) == (
        TaskResultStatus.SUCCESSFUL,
        "there",
        1,
    )
    assert not Worker.objects.exists()  # it said goodbye


@pytest.mark.django_db(transaction=True)  # the worker closes old connections, which would end the test's own
@pytest.mark.usefixtures("quick_pulse")
def test_failed_task_is_tried_again_later_and_later() -> None:
    stumble.enqueue()
    for delay in DELAYS:
        make_due()
        result = work()
        assert result.status == TaskResultStatus.READY
        assert result.run_after - result.finished_at == delay
        assert "not today" in result.traceback  # staff see why, meanwhile
    make_due()
    result = work()
    assert (result.status, len(result.worker_ids)) == (TaskResultStatus.FAILED, ATTEMPTS)
    assert retry_failed() == 0


@pytest.mark.django_db(transaction=True)  # the worker closes old connections, which would end the test's own
@pytest.mark.usefixtures("quick_pulse")
def test_retry_is_not_done_before_its_time() -> None:
    stumble.enqueue()
    assert len(work().worker_ids) == 1
    assert len(work().worker_ids) == 1


def make_running(worker_id: str, *, attempts: int = 1) -> DBTaskResult:
    walk.enqueue()
    result = DBTaskResult.objects.get()
    for _ in range(attempts):
        result.claim(worker_id)
    return result


@pytest.mark.django_db
def test_dead_workers_task_is_taken_over() -> None:
    result = make_running("gone")
    Worker.objects.create(worker_id="gone", seen_at=timezone.now() - SILENCE - timedelta(seconds=1))
    assert take_over() == 1
    result.refresh_from_db()
    assert result.status == TaskResultStatus.READY
    assert DBTaskResult.objects.ready().exists()


@pytest.mark.django_db
def test_living_workers_task_is_left_alone() -> None:
    make_running("busy")
    Worker.objects.create(worker_id="busy", seen_at=timezone.now())
    assert take_over() == 0


@pytest.mark.django_db
def test_task_that_kills_every_worker_is_given_up() -> None:
    result = make_running("gone", attempts=ATTEMPTS)
    assert take_over() == 1
    result.refresh_from_db()
    assert (result.status, result.traceback) == (TaskResultStatus.FAILED, LOST)
    assert retry_failed() == 0


@pytest.mark.django_db
def test_pulse_tells_that_the_worker_lives_and_does_the_chores() -> None:
    pulse = Pulse("here")
    pulse.beat()
    assert [worker.worker_id for worker in Worker.objects.living()] == ["here"]
    assert set(pulse.clock.begun_at) == set(CHORES)
    assert DBTaskResult.objects.filter(task_path=make_news_round.module_path).count() == 1


@pytest.mark.django_db
def test_a_chore_is_done_each_so_often() -> None:
    clock, start = Clock(), timezone.now()
    chores = (Chore("clear_limits", HOURLY, QUIETLY), Chore("clearsessions", DAILY))
    hours = [clock.do_what_is_due(start + timedelta(hours=hour), chores) for hour in (0, 0.5, 1, 1.5, 24.5)]
    assert hours == [
        ["clear_limits", "clearsessions"],
        [],
        ["clear_limits"],
        [],
        ["clear_limits", "clearsessions"],
    ]


@pytest.mark.django_db
def test_a_chore_that_fails_keeps_no_other_from_being_done(caplog: pytest.LogCaptureFixture) -> None:
    chores = (Chore("no_such_command", DAILY), Chore("clearsessions", DAILY))
    assert Clock().do_what_is_due(timezone.now(), chores) == ["no_such_command", "clearsessions"]
    assert [record.message for record in caplog.records] == ["The chore no_such_command failed"]


@pytest.mark.django_db
def test_unusual_voting_is_looked_for_and_deleted_reviews_go_without_anybody_asking() -> None:
    title = make_title()
    for _ in range(20):
        rate(make_member(), title, 10)
    gone = make_review(deleted_at=timezone.now() - timedelta(days=365))
    Pulse("here").beat()
    assert {alert.kind for alert in RatingAlert.objects.all()} >= {AlertKind.RATE}
    assert not Review.objects.filter(pk=gone.pk).exists()


def wait_for(path: Path, lines: int) -> list[str]:
    """The file's lines, as soon as it has that many."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if path.exists() and len(found := path.read_text().splitlines()) >= lines:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{path} never had {lines} lines")


def is_alive(pid: int) -> bool:
    """Whether the process runs: a dead one that nobody has asked after yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_worker_is_started_again_and_ends_with_the_server(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    worker = f'{sys.executable} -c \'import os,time; print(os.getpid(), file=open("{pids}", "a")); time.sleep(60)\''
    server = subprocess.Popen(
        ["sh", "-c", f"{sys.executable} -m moviesite.background.keep {worker} & exec sleep 60"], cwd=ROOT
    )
    try:
        first = int(wait_for(pids, 1)[0])
        os.kill(first, signal.SIGKILL)
        second = int(wait_for(pids, 2)[1])
        assert is_alive(second)
    finally:
        server.kill()
        server.wait()
    until = time.monotonic() + 10
    while is_alive(second) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(second)
