"""What is to be done by the clock: by every worker, at its start and then each so often. All of it bears repeating."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command

logger = logging.getLogger(__name__)

HOURLY, DAILY = timedelta(hours=1), timedelta(days=1)
QUIETLY: dict[str, Any] = {"verbosity": 0}


@dataclass(frozen=True)
class Chore:
    """A management command, and how much time is between two runs of it."""

    command: str
    every: timedelta
    options: dict[str, Any] = field(default_factory=dict, hash=False)


CHORES = (
    Chore("check_ratings", HOURLY, QUIETLY),
    Chore("send_news", HOURLY),
    Chore("find_duplicates", HOURLY, QUIETLY | {"most": 10_000}),  # a few seconds' worth
    Chore("purge_reviews", DAILY, QUIETLY),
    Chore("sweep_images", DAILY, QUIETLY),
    Chore("clear_large_changes", DAILY, QUIETLY),
    Chore("clearsessions", DAILY),
    Chore("clear_expired_accounts_data", DAILY),
    Chore("clear_limits", DAILY, QUIETLY),
    Chore("delete_leavers", DAILY, QUIETLY),
    Chore("clear_imports", DAILY, QUIETLY),
    Chore("clear_exports", DAILY, QUIETLY),
    Chore(
        "prune_db_task_results",
        DAILY,
        QUIETLY | {"queue_name": "*", "min_age_days": 14, "failed_min_age_days": 90},
    ),
)


class Clock:
    """When each chore was last begun by this worker."""

    def __init__(self) -> None:
        self.begun_at: dict[Chore, datetime] = {}

    def do_what_is_due(self, now: datetime, chores: tuple[Chore, ...] = CHORES) -> list[str]:
        """Do it, and name it; one that fails is told of, and tried again when it is due again."""
        due = [chore for chore in chores if self._is_due(chore, now)]
        for chore in due:
            self.begun_at[chore] = now
            try:
                call_command(chore.command, **chore.options)
            except Exception:
                logger.exception("The chore %s failed", chore.command)
        return [chore.command for chore in due]

    def _is_due(self, chore: Chore, now: datetime) -> bool:
        begun_at = self.begun_at.get(chore)
        return begun_at is None or now - begun_at >= chore.every
