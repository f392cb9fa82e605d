"""Trying again: tasks that failed, and tasks whose worker died while it ran them."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from moviesite.background.models import Worker

logger = logging.getLogger(__name__)

# How long after each failure a task is tried again. After the last it stays failed, for staff to see.
DELAYS = [
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
]
ATTEMPTS = len(DELAYS) + 1
LOST = "Every worker that took this task died while running it."


def retry_failed() -> int:
    """Put failed tasks that have attempts left back in the queue, with a growing delay; return how many.

    Read from the rows, not from the failure itself, so that a worker killed in between loses nothing.
    """
    recently = timezone.now() - sum(DELAYS, timedelta())
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=recently)
    return sum(retry(result) for result in failed if len(result.worker_ids) < ATTEMPTS)


def retry(result: DBTaskResult) -> int:
    """Put one failed task back in the queue; 0 if another worker has just done so."""
    delay = DELAYS[min(len(result.worker_ids), len(DELAYS)) - 1]
    return DBTaskResult.objects.filter(
        pk=result.pk, status=TaskResultStatus.FAILED, finished_at=result.finished_at
    ).update(status=TaskResultStatus.READY, run_after=(result.finished_at or timezone.now()) + delay)


def take_over() -> int:
    """Put back in the queue what dead workers were running; return how many.

    A task that was the end of every worker so far is given up, or it would be the end of all.
    """
    living = set(Worker.objects.living().values_list("worker_id", flat=True))
    running = DBTaskResult.objects.running()
    return sum(release(result) for result in running if result.worker_ids[-1] not in living)


def release(result: DBTaskResult) -> int:
    """Put one task of a dead worker back in the queue; 0 if another worker has just done so."""
    abandoned = DBTaskResult.objects.filter(
        pk=result.pk, status=TaskResultStatus.RUNNING, started_at=result.started_at
    )
    logger.warning("Task %s (%s) was left by worker %s", result.pk, result.task_path, result.worker_ids[-1])
    if len(result.worker_ids) >= ATTEMPTS:
        return abandoned.update(
            status=TaskResultStatus.FAILED,
            finished_at=timezone.now(),
            exception_class_path="",
            traceback=LOST,
        )
    return abandoned.update(status=TaskResultStatus.READY, run_after=timezone.now())
