"""The worker's second thread: says that the worker lives, looks after the queue, does the daily chores."""

import logging
import threading
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import close_old_connections, connection
from django.utils import timezone

from moviesite.background.models import PULSE, Worker
from moviesite.background.recovery import retry_failed, take_over

logger = logging.getLogger(__name__)

CHORES: list[tuple[str, dict[str, object]]] = [
    ("clearsessions", {}),
    ("clear_expired_accounts_data", {}),
    ("clear_limits", {"verbosity": 0}),
    ("delete_leavers", {"verbosity": 0}),
    ("clear_imports", {"verbosity": 0}),
    (
        "prune_db_task_results",
        {"queue_name": "*", "min_age_days": 14, "failed_min_age_days": 90, "verbosity": 0},
    ),
]
CHORES_EVERY, NEWS_EVERY = timedelta(days=1), timedelta(hours=1)


class Pulse(threading.Thread):
    def __init__(self, worker_id: str) -> None:
        super().__init__(name="pulse", daemon=True)
        self.worker_id = worker_id
        self.stopping = threading.Event()
        self.chores_done_at: datetime | None = None
        self.news_sent_at: datetime | None = None

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                close_old_connections()
                self.beat()
            except Exception:
                logger.exception("The worker's pulse skipped a beat")
            finally:
                connection.close()
            self.stopping.wait(PULSE.total_seconds())

    def beat(self) -> None:
        """Say that the worker lives; put back what failed or was left; now and then, the chores and the news."""
        now = timezone.now()
        Worker.objects.update_or_create(worker_id=self.worker_id, defaults={"seen_at": now})
        retry_failed()
        take_over()
        if self.chores_done_at is None or now - self.chores_done_at >= CHORES_EVERY:
            self.chores_done_at = now
            Worker.objects.dead().delete()
            for command, options in CHORES:
                call_command(command, **options)
        if self.news_sent_at is None or now - self.news_sent_at >= NEWS_EVERY:
            self.news_sent_at = now
            call_command("send_news")

    def stop(self) -> None:
        """Stop beating; what the worker was running is free at once."""
        self.stopping.set()
        if self.is_alive():
            self.join(timeout=5)
        Worker.objects.filter(worker_id=self.worker_id).delete()
