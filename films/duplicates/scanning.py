"""Goes through the records in the order of their keys, a chunk at a time, and keeps the pairs that are alike.

Each record's numbers are stored (LikenessKey), so that a chunk asks the index for the records that have one of
them, and a changed record costs as much as one: the cost does not depend on how many others there are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from films.merging.relations import MODELS
from films.models import DuplicateCandidate, DuplicateScan, LikenessKey

from .profiles import Profile, profiles
from .scoring import likeness

CHUNK = 500
MOST_ALIKE = 12
"""A name that more records of its years bear says nothing by itself."""

Pair = tuple[int, int]
Progress = Callable[[int], object]


def scan(kind: str, progress: Progress = lambda count: None) -> None:
    """Every record of this kind anew."""
    DuplicateScan.objects.filter(kind=kind).delete()
    scan_changed(kind, progress)


def scan_changed(kind: str, progress: Progress = lambda count: None, most: int | None = None) -> None:
    """What was changed since the last time, then what was never looked at; `most` of either at a time.

    A company has no date of change: a new one is looked at, a renamed one when all are.
    """
    started = timezone.now()
    state = DuplicateScan.objects.filter(kind=kind).first() or DuplicateScan(kind=kind, scanned_until=started)
    rows = MODELS[kind]._base_manager.all()
    if any(field.name == "updated_at" for field in rows.model._meta.fields):
        _look_at_changed(state, rows.filter(pk__lte=state.last_id), started, progress, most)
    left = most
    for chunk in _chunks(rows, state.last_id):
        if left is not None and left <= 0:
            break
        look_at(kind, chunk)
        progress(len(chunk))
        state.last_id = chunk[-1]
        state.save()
        left = None if left is None else left - len(chunk)
    state.save()


def _look_at_changed(
    state: DuplicateScan, rows: Any, started: Any, progress: Progress, most: int | None
) -> None:
    changed = rows.filter(updated_at__gte=state.scanned_until).order_by("updated_at", "pk")
    found = list(changed.values_list("pk", "updated_at")[:most])
    for start in range(0, len(found), CHUNK):
        chunk = [key for key, _ in found[start : start + CHUNK]]
        look_at(state.kind, chunk)
        progress(len(chunk))
    state.scanned_until = found[-1][1] if found and len(found) == most else started


@transaction.atomic
def look_at(kind: str, ids: list[int]) -> None:
    """Write the numbers of these records, and the candidates among all that share one."""
    known = profiles(kind, ids)
    _write_keys(kind, ids, known)
    pairs = _pairs(kind, known)
    others = {key for pair in pairs for key in pair} - known.keys()
    known |= profiles(kind, sorted(others))
    found: dict[Pair, Any] = {}
    for first, second in pairs:
        if first in known and second in known:
            judged = likeness(kind, known[first], known[second])
            if judged:
                found[first, second] = judged
    _keep(kind, ids, found, known)


def _write_keys(kind: str, ids: list[int], known: dict[int, Profile]) -> None:
    """Only what differs is written, so that a scan that finds nothing new writes nothing."""
    stored = defaultdict(set)
    rows = LikenessKey.objects.filter(kind=kind, record_id__in=ids)
    for record, value in rows.values_list("record_id", "value"):
        stored[record].add(value)
    new, stale = [], []
    for record in ids:
        keys = known[record].keys(kind) if record in known else set()
        new += [LikenessKey(kind=kind, value=value, record_id=record) for value in keys - stored[record]]
        if stored[record] - keys:
            stale.append((record, stored[record] - keys))
    for record, values in stale:
        rows.filter(record_id=record, value__in=values).delete()
    LikenessKey.objects.bulk_create(new, batch_size=2_000)


def _pairs(kind: str, known: dict[int, Profile]) -> set[Pair]:
    seekers = defaultdict(set)
    for record, profile in known.items():
        for value in profile.sought(kind):
            seekers[value].add(record)
    holders = defaultdict(set)
    rows = LikenessKey.objects.filter(kind=kind, value__in=list(seekers))
    for value, record in rows.values_list("value", "record_id"):
        holders[value].add(record)
    return {
        (min(one, other), max(one, other))
        for value, records in holders.items()
        if len(records) <= MOST_ALIKE
        for one in seekers[value]
        for other in records
        if one != other
    }


def _keep(kind: str, ids: list[int], found: dict[Pair, Any], known: dict[int, Profile]) -> None:
    """New pairs open; open ones as they are alike now, or gone if they are no more. What was decided stays."""
    there = {(each.first_id, each.second_id): each for each in DuplicateCandidate.objects.of(kind, ids)}
    new = [
        DuplicateCandidate(
            kind=kind,
            first_id=first,
            second_id=second,
            first_name=known[first].name,
            second_name=known[second].name,
            score=score,
            reasons=reasons,
        )
        for (first, second), (score, reasons) in found.items()
        if (first, second) not in there
    ]
    DuplicateCandidate.objects.bulk_create(new, ignore_conflicts=True)
    still_open = [(pair, each) for pair, each in there.items() if each.status == "open"]
    gone = [each.pk for pair, each in still_open if pair not in found]
    DuplicateCandidate.objects.filter(pk__in=gone).delete()
    for pair, each in still_open:
        if pair in found and (each.score, each.reasons) != found[pair]:
            each.score, each.reasons = found[pair]
            each.save(update_fields=["score", "reasons"])


def _chunks(rows: Any, last: int) -> Iterator[list[int]]:
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        yield keys
        last = keys[-1]
