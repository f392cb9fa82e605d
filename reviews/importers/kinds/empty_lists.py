"""Rows that are a list without a title, called `name`. `content`: description, visibility, list_made_at,
list_changed_at.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from reviews.importers.kinds import Run, Seen, mark_present, moment, settle
from reviews.importers.kinds.lists import list_named
from reviews.models import ImportRow, RowOutcome, RowState, TitleList


def look(member: User, rows: Sequence[ImportRow], seen: Seen) -> None:
    names = [row.name for row in rows]
    own = set(TitleList.objects.of_member(member).filter(name__in=names).values_list("name", flat=True))
    for row in rows:
        if ("empty list", row.name) in seen:
            mark_present(row, reason=_("An earlier row has the same name."))
        elif row.name in own:
            mark_present(row)
        seen.add(("empty list", row.name))


def write(run: Run, rows: Sequence[ImportRow]) -> None:
    for row in rows:
        if row.state != RowState.MATCHED:
            settle(row, RowOutcome.LEFT)
            continue
        title_list, is_new = list_named(run.member, row.name, row.content)
        if is_new:
            title_list.created_at = moment(row, "list_made_at") or title_list.created_at
            title_list.updated_at = moment(row, "list_changed_at") or title_list.updated_at
            title_list.save(update_fields=["created_at", "updated_at"])
            settle(row, RowOutcome.WRITTEN, {"list": title_list.pk, "at": title_list.updated_at.isoformat()})
        else:
            settle(row, RowOutcome.LEFT)


def take_back(member: User, rows: Sequence[ImportRow]) -> None:
    own = TitleList.objects.of_member(member).in_bulk([row.written["list"] for row in rows if row.written])
    for row in rows:
        title_list = own.get(row.written["list"]) if row.written else None
        if title_list is None:
            settle(row, RowOutcome.TAKEN_BACK)
        elif title_list.updated_at.isoformat() == row.written["at"] and not title_list.entries.exists():
            title_list.delete()
            settle(row, RowOutcome.TAKEN_BACK)
