"""Asking for a large change, confirming it, and forgetting it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from films.models import Change, LargeChange, LargeDeed, LargeStatus, Revision

from .work import carry_out


def ask_for_sheet(
    member: Any, model: Any, data: bytes, row_count: int, *, adds: bool, note: str, source_url: str
) -> LargeChange:
    """Have it tried what a spreadsheet would do to a table."""
    return _ask(
        member,
        LargeDeed.SHEET,
        str(model._meta.verbose_name_plural),
        {"model": model._meta.model_name, "adds": adds},
        content=data,
        row_count=row_count,
        note=note,
        source_url=source_url,
    )


def ask_for_revert(member: Any, revision: Revision) -> LargeChange:
    count = Change.objects.filter(revision=revision).count()
    return _ask(member, LargeDeed.REVERT, str(revision), {"revision": revision.pk}, row_count=count)


def ask_for_undoing(member: Any, whom: Any, since: Any, note: str = "") -> LargeChange:
    """All that `whom` did from this moment on."""
    revisions = Revision.objects.by_member_since(whom, since)
    count = Change.objects.filter(revision__in=revisions.values("pk")).count()
    last = revisions.values_list("pk", flat=True).first()
    wish = {"member": whom.pk, "since": since.isoformat(), "until": last}
    return _ask(member, LargeDeed.UNDO, str(whom), wish, row_count=count, note=note)


@transaction.atomic
def _ask(member: Any, deed: LargeDeed, name: str, wish: dict[str, Any], **values: Any) -> LargeChange:
    change = LargeChange.objects.create(asked_by=member, deed=deed, name=name[:200], wish=wish, **values)
    carry_out.enqueue(change.pk)
    return change


@transaction.atomic
def confirm(change: LargeChange, *, note: str = "", skip_conflicts: bool = False) -> bool:
    """Have it written. False if that was said before."""
    values: dict[str, Any] = {"status": LargeStatus.WRITING, "asked_at": timezone.now()}
    if change.deed != LargeDeed.SHEET:  # whose reason came with the file
        values |= {"note": note, "wish": change.wish | {"skip_conflicts": skip_conflicts}}
    is_first = LargeChange.objects.filter(pk=change.pk, status=LargeStatus.READY).update(**values) == 1
    if is_first:
        carry_out.enqueue(change.pk)
    return is_first


def discard(change: LargeChange) -> bool:
    """Forget one that is not under way; what it has written stays. False if the worker has it."""
    deleted, _rows = (
        LargeChange.objects.filter(pk=change.pk).exclude(pk__in=LargeChange.objects.working()).delete()
    )
    return bool(deleted)


def clear_outdated() -> int:
    return LargeChange.objects.outdated().delete()[0]
