"""Keeping titles: on a watchlist, in a diary of viewings, on lists of one's own. Each verb is one transaction."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from accounts.models import User
from films.models import Title
from films.partial_date import PartialDate
from reviews.models import ListEntry, TitleList, Viewing, WatchlistEntry
from reviews.permissions import require_can_write

ROWS_AT_ONCE = 500


def put_on_watchlist(member: User, title: Title) -> WatchlistEntry:
    """Nothing happens if it is there already."""
    require_can_write(member)
    return WatchlistEntry.objects.get_or_create(member=member, title=title)[0]


def put_many_on_watchlist(member: User, added_at: Mapping[int, datetime | None]) -> list[WatchlistEntry]:
    """Those of these titles (key → since when) that are not on the watchlist; the new entries."""
    require_can_write(member)
    present = set(WatchlistEntry.objects.of_member(member).values_list("title", flat=True))
    new = [
        WatchlistEntry(member=member, title_id=pk, created_at=since or timezone.now())
        for pk, since in added_at.items()
        if pk not in present
    ]
    return WatchlistEntry.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)


def take_off_watchlist(member: User, title: Title) -> None:
    WatchlistEntry.objects.of_member(member).for_title(title).delete()


def note_viewing(
    member: User, title: Title, date: PartialDate | None, *, is_rewatch: bool = False, note: str = ""
) -> Viewing:
    """Put a viewing into the diary, or what is said of one of the same title and date in its place."""
    require_can_write(member)
    viewing, _ = Viewing.objects.update_or_create(
        member=member,
        title=title,
        date=date.isoformat() if date else "",
        defaults={"is_rewatch": is_rewatch, "note": note},
    )
    return viewing


def note_viewings(member: User, viewings: Sequence[Viewing]) -> list[Viewing]:
    """Put those of these viewings into the diary that it does not have yet; the new ones."""
    require_can_write(member)
    own = Viewing.objects.of_member(member)
    present = {(pk, date.isoformat() if date else "") for pk, date in own.values_list("title", "date")}
    new = [
        each
        for each in viewings
        if (each.title_id, each.date.isoformat() if each.date else "") not in present
    ]
    return Viewing.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)


def put_on_list(title_list: TitleList, title: Title, note: str = "") -> ListEntry:
    """Add a title at the end; nothing happens if it is on the list already."""
    require_can_write(title_list.member)
    with transaction.atomic():
        _lock(title_list)
        entries = ListEntry.objects.filter(title_list=title_list)
        last = entries.aggregate(last=Max("position"))["last"] or 0
        entry, is_new = entries.get_or_create(
            title_list=title_list, title=title, defaults={"position": last + 1, "note": note}
        )
        if is_new:
            _touch(title_list)
    return entry


def put_many_on_list(title_list: TitleList, notes: Mapping[int, str]) -> list[ListEntry]:
    """Add those of these titles (key → note) that are not on the list, at its end in this order; the new entries."""
    require_can_write(title_list.member)
    with transaction.atomic():
        _lock(title_list)
        entries = ListEntry.objects.filter(title_list=title_list)
        present = set(entries.values_list("title", flat=True))
        last = entries.aggregate(last=Max("position"))["last"] or 0
        added = [pk for pk in notes if pk not in present]
        new = [
            ListEntry(title_list=title_list, title_id=pk, position=place, note=notes[pk])
            for place, pk in enumerate(added, start=last + 1)
        ]
        if new:
            ListEntry.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
            _touch(title_list)
    return new


def take_many_off_list(title_list: TitleList, entry_ids: Collection[int]) -> None:
    """The titles below move up."""
    with transaction.atomic():
        _lock(title_list)
        ListEntry.objects.filter(title_list=title_list, pk__in=entry_ids).delete()
        left = list(ListEntry.objects.filter(title_list=title_list).in_order())
        for place, entry in enumerate(left, start=1):
            entry.position = place
        ListEntry.objects.bulk_update(left, ["position"], batch_size=ROWS_AT_ONCE)
        _touch(title_list)


def take_off_list(entry: ListEntry) -> None:
    """The titles below move up."""
    with transaction.atomic():
        _lock(entry.title_list)
        entry.refresh_from_db()
        below = ListEntry.objects.filter(title_list=entry.title_list, position__gt=entry.position)
        entry.delete()
        below.update(position=F("position") - 1)
        _touch(entry.title_list)


def move_on_list(entry: ListEntry, position: int) -> None:
    """Put an entry in this place, 1 being the first; the others make room. Past either end is the end."""
    require_can_write(entry.title_list.member)
    with transaction.atomic():
        _lock(entry.title_list)
        entry.refresh_from_db()
        entries = ListEntry.objects.filter(title_list=entry.title_list)
        last = entries.aggregate(last=Max("position"))["last"] or 1
        position = max(1, min(position, last))
        if position < entry.position:
            passed = entries.filter(position__range=(position, entry.position - 1))
            passed.update(position=F("position") + 1)
        else:
            passed = entries.filter(position__range=(entry.position + 1, position))
            passed.update(position=F("position") - 1)
        entry.position = position
        entry.save(update_fields=["position"])
        _touch(entry.title_list)


def note_on_list(entry: ListEntry, note: str) -> None:
    require_can_write(entry.title_list.member)
    entry.note = note
    entry.save(update_fields=["note"])
    _touch(entry.title_list)


def _lock(title_list: TitleList) -> None:
    TitleList.objects.select_for_update(no_key=True).get(pk=title_list.pk)


def _touch(title_list: TitleList) -> None:
    title_list.updated_at = timezone.now()
    TitleList.objects.filter(pk=title_list.pk).update(updated_at=title_list.updated_at)
