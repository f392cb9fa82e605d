from typing import Any

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands import db_worker

from moviesite.background.pulse import Pulse
from moviesite.background.recovery import retry_failed


class Worker(db_worker.Worker):
    """django-tasks-db's worker, which tells that it lives and does not leave a failure at that."""

    def __init__(self, worker_id: str, *, batch: bool = False, interval: float = 1) -> None:
        super().__init__(
            worker_id=worker_id,
            batch=batch,
            interval=interval,
            queue_names=["*"],
            excluded_queue_names=[],
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
        )

    def run(self) -> None:
        pulse = Pulse(self.worker_id)
        pulse.beat()  # before the first task is taken, or another worker might take it over
        pulse.start()
        try:
            super().run()
        finally:
            pulse.stop()

    def run_task(self, db_task_result: Any) -> None:
        super().run_task(db_task_result)
        retry_failed()
