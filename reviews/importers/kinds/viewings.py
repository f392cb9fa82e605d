"""Rows that tell of a viewing. `content`: date, as exactly as known, or empty; is_rewatch; note; added_at.

is_dateless: a viewing without a date is one of its own beside those with one.
"""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from films.partial_date import PartialDate
from reviews.importers.kinds import Run, Seen, mark_present, moment, settle, titles_of
from reviews.keeping import note_viewings
from reviews.models import ImportRow, RowOutcome, RowState, Viewing


def look(member: User, rows: Sequence[ImportRow], seen: Seen) -> None:
    own = _own(member, rows)
    for row in rows:
        keys = [("viewing", row.title_id, row.content["date"]), ("viewing", row.title_id)]
        # Of a title watched “at some time” nothing is new where the diary names a day.
        key = keys[0] if row.content["date"] or row.content.get("is_dateless") else keys[1]
        if key in seen:
            mark_present(row, reason=_("An earlier row tells of the same viewing."))
        elif (key[1:] if len(key) == 3 else (row.title_id,)) in own:
            mark_present(row)
        seen.update(keys)


def write(run: Run, rows: Sequence[ImportRow]) -> None:
    wanted = {id(row): _viewing(run.member, row) for row in rows if row.state == RowState.MATCHED}
    new = {id(each) for each in note_viewings(run.member, list(wanted.values()))}
    for row in rows:
        viewing = wanted.get(id(row))
        if viewing is not None and id(viewing) in new:
            settle(row, RowOutcome.WRITTEN, {"viewing": viewing.pk})
        else:
            settle(row, RowOutcome.LEFT)


def take_back(member: User, rows: Sequence[ImportRow]) -> None:
    pks = [row.written["viewing"] for row in rows if row.written]
    own = Viewing.objects.of_member(member).filter(pk__in=pks).in_bulk()
    same = [row for row in rows if row.written and _is_as_written(own.get(row.written["viewing"]), row)]
    Viewing.objects.of_member(member).filter(pk__in=[row.written["viewing"] for row in same]).delete()
    for row in same:
        settle(row, RowOutcome.TAKEN_BACK)


def _viewing(member: User, row: ImportRow) -> Viewing:
    return Viewing(
        member=member,
        title_id=row.title_id or 0,
        date=PartialDate.parse(row.content["date"]) if row.content["date"] else None,
        is_rewatch=row.content.get("is_rewatch", False),
        note=row.content.get("note", ""),
        created_at=moment(row, "added_at") or timezone.now(),
    )


def _is_as_written(viewing: Viewing | None, row: ImportRow) -> bool:
    if viewing is None:
        return True
    date = viewing.date.isoformat() if viewing.date else ""
    content = row.content
    kept = (content["date"], content.get("is_rewatch", False), content.get("note", ""))
    return (date, viewing.is_rewatch, viewing.note) == kept


def _own(member: User, rows: Sequence[ImportRow]) -> set[tuple[object, ...]]:
    """(title, date) of each viewing, and (title,) of each title watched."""
    found = Viewing.objects.of_member(member).filter(title__in=titles_of(rows)).values_list("title", "date")
    dated = {(pk, date.isoformat() if date else "") for pk, date in found}
    return {*dated, *((pk,) for pk, _date in dated)}
