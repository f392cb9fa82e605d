"""A task that waits where it is told to, so that its worker can be killed right there."""

import os
import time
from pathlib import Path

from django.db import transaction
from django_tasks import task

from accounts.models import NotificationKind, User
from accounts.notifications import notify

PHASES = ("begun", "written", "committed")


@task()
def tell_slowly(member_id: int, folder: str) -> None:
    """Tell a member one thing, on the site and by e-mail; written as every task is, to be run twice."""
    member = User.objects.get(pk=member_id)
    wait(folder, "begun")
    with transaction.atomic():
        notify(member, NotificationKind.IMPORT, "Your import is done", key="import 7")
        wait(folder, "written")
    wait(folder, "committed")


def wait(folder: str, phase: str) -> None:
    """Say which process is where; go on unless this is the phase to stop in."""
    if Path(folder, "stop-in").read_text() == phase:
        Path(folder, phase).write_text(str(os.getpid()))
        time.sleep(120)
