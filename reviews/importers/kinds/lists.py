"""Rows that put a title on a list. `content`: list, its name; note; description and visibility of the list, if told;
added_at, list_made_at and list_changed_at, moments, if told.

A list of a name that the member has already is added to.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from reviews.importers.kinds import Run, Seen, mark_present, moment, settle, titles_of
from reviews.keeping import put_many_on_list, take_many_off_list
from reviews.models import ImportRow, ListEntry, ListVisibility, RowOutcome, RowState, TitleList


def look(member: User, rows: Sequence[ImportRow], seen: Seen) -> None:
    names = {row.content["list"] for row in rows}
    entries = ListEntry.objects.filter(
        title_list__member=member, title_list__name__in=names, title__in=titles_of(rows)
    )
    own = set(entries.values_list("title_list__name", "title"))
    for row in rows:
        key = ("list", row.content["list"], row.title_id)
        if key in seen:
            mark_present(row, reason=_("An earlier row names the same title."))
        elif key[1:] in own:
            mark_present(row)
        seen.add(key)


def write(run: Run, rows: Sequence[ImportRow]) -> None:
    by_name: dict[str, list[ImportRow]] = defaultdict(list)
    for row in rows:
        if row.state == RowState.MATCHED and row.title_id:
            by_name[row.content["list"]].append(row)
        else:
            settle(row, RowOutcome.LEFT)
    for name, named in by_name.items():
        _write_list(run.member, name, named)


def list_named(member: User, name: str, content: dict[str, Any]) -> tuple[TitleList, bool]:
    """The member's list of this name, and whether it was made just now, as `content` says."""
    visibility = content.get("visibility", ListVisibility.PRIVATE)
    return TitleList.objects.get_or_create(
        member=member,
        name=name,
        defaults={
            "description": content.get("description", ""),
            "visibility": visibility if visibility in ListVisibility.values else ListVisibility.PRIVATE,
        },
    )


def _write_list(member: User, name: str, rows: Sequence[ImportRow]) -> None:
    title_list, is_new = list_named(member, name, rows[0].content)
    notes = {row.title_id: row.content.get("note", "") for row in rows if row.title_id}
    new = {entry.title_id: entry.pk for entry in put_many_on_list(title_list, notes)}
    _keep_moments(title_list, rows, new, is_new=is_new)
    for row in rows:
        entry = new.pop(row.title_id or 0, None)
        if entry is None:
            settle(row, RowOutcome.LEFT)
        else:
            settle(row, RowOutcome.WRITTEN, {"entry": entry, "list": title_list.pk, "is_new": is_new})


def _keep_moments(
    title_list: TitleList, rows: Sequence[ImportRow], new: dict[int, int], *, is_new: bool
) -> None:
    """When the list was made and changed, and its titles added, where they come from."""
    added = {new[row.title_id]: at for row in rows if row.title_id in new and (at := moment(row, "added_at"))}
    entries = list(title_list.entries.filter(pk__in=added))
    for entry in entries:
        entry.created_at = added[entry.pk]
    ListEntry.objects.bulk_update(entries, ["created_at"], batch_size=500)
    if is_new:
        made, changed = moment(rows[0], "list_made_at"), moment(rows[0], "list_changed_at")
        title_list.created_at = made or title_list.created_at
        title_list.updated_at = changed or title_list.updated_at
        title_list.save(update_fields=["created_at", "updated_at"])


def take_back(member: User, rows: Sequence[ImportRow]) -> None:
    by_list: dict[int, list[ImportRow]] = defaultdict(list)
    for row in rows:
        if row.written:
            by_list[row.written["list"]].append(row)
    for title_list in TitleList.objects.of_member(member).filter(pk__in=by_list):
        written = by_list.pop(title_list.pk)
        notes = dict(title_list.entries.values_list("pk", "note"))
        same = [row for row in written if notes.get(row.written["entry"], "") == row.content.get("note", "")]
        take_many_off_list(title_list, [row.written["entry"] for row in same])
        if written[0].written["is_new"] and not title_list.entries.exists():
            title_list.delete()
        for row in same:
            settle(row, RowOutcome.TAKEN_BACK)
    for gone in by_list.values():  # the member deleted the list
        for row in gone:
            settle(row, RowOutcome.TAKEN_BACK)
