"""The worker's second thread: says that the worker lives, looks after the queue, does the chores."""

import logging
import threading

from django.db import close_old_connections, connection
from django.utils import timezone

from moviesite.background.chores import Clock
from moviesite.background.models import PULSE, Worker
from moviesite.background.recovery import retry_failed, take_over

logger = logging.getLogger(__name__)


class Pulse(threading.Thread):
    def __init__(self, worker_id: str) -> None:
        super().__init__(name="pulse", daemon=True)
        self.worker_id = worker_id
        self.stopping = threading.Event()
        self.clock = Clock()

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
        """Say that the worker lives; put back what failed or was left; do the chores that are due."""
        now = timezone.now()
        Worker.objects.update_or_create(worker_id=self.worker_id, defaults={"seen_at": now})
        retry_failed()
        take_over()
        Worker.objects.dead().delete()
        self.clock.do_what_is_due(now)

    def stop(self) -> None:
        """Stop beating; what the worker was running is free at once."""
        self.stopping.set()
        if self.is_alive():
            self.join(timeout=5)
        Worker.objects.filter(worker_id=self.worker_id).delete()
