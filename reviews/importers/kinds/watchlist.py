"""Rows that mean to watch a title. `content`: added_at, a moment or empty."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from reviews.importers.kinds import Run, Seen, mark_present, moment, settle, titles_of
from reviews.keeping import put_many_on_watchlist
from reviews.models import ImportRow, RowOutcome, RowState, WatchlistEntry


def look(member: User, rows: Sequence[ImportRow], seen: Seen) -> None:
    entries = WatchlistEntry.objects.of_member(member).filter(title__in=titles_of(rows))
    own = set(entries.values_list("title", flat=True))
    for row in rows:
        key = ("watchlist", row.title_id)
        if key in seen:
            mark_present(row, reason=_("An earlier row names the same title."))
        elif row.title_id in own:
            mark_present(row)
        seen.add(key)


def write(run: Run, rows: Sequence[ImportRow]) -> None:
    wanted = {row.title_id: row for row in rows if row.title_id and row.state == RowState.MATCHED}
    entries = put_many_on_watchlist(run.member, {pk: moment(row, "added_at") for pk, row in wanted.items()})
    new = {entry.title_id: entry.pk for entry in entries}
    for row in rows:
        if wanted.get(row.title_id or 0) is row and row.title_id in new:
            settle(row, RowOutcome.WRITTEN, {"entry": new[row.title_id]})
        else:
            settle(row, RowOutcome.LEFT)


def take_back(member: User, rows: Sequence[ImportRow]) -> None:
    entries = [row.written["entry"] for row in rows if row.written]
    WatchlistEntry.objects.of_member(member).filter(pk__in=entries).delete()
    for row in rows:
        settle(row, RowOutcome.TAKEN_BACK)
