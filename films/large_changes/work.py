"""The job that tries or writes a large change."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from films.models import LargeChange, LargeStatus
from films.progress import counting

from .deeds import DEEDS, Came, NotAllowedError


def progress_key(change: LargeChange) -> str:
    return f"large-change-{change.pk}"


@task()
def carry_out(change_id: int) -> None:
    """Try it, or write it: whatever its status says. Nothing is left to do when it runs a second time."""
    with transaction.atomic():
        working = LargeChange.objects.working().select_related("asked_by").select_for_update(of=("self",))
        change = working.filter(pk=change_id).first()
        if change is None:
            return
        deed = DEEDS[change.deed]
        try:
            with counting(progress_key(change)):
                came = deed.attempt(change) if change.status == LargeStatus.TRYING else deed.write(change)
        except NotAllowedError as refusal:
            came = Came(LargeStatus.REFUSED, {"refusal": str(refusal)})
        change.status, change.outcome = came.status, came.outcome
        if came.status in (LargeStatus.DONE, LargeStatus.REFUSED):
            change.finished_at, change.content = timezone.now(), b""
        change.save()
