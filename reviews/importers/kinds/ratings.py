"""Rows that rate. `content`: stars, 1–10; given_at, a moment or empty; changed_at, if told."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from reviews.importers.kinds import Run, Seen, mark_present, moment, settle, titles_of
from reviews.models import ImportRow, Rating, RowOutcome
from reviews.ratings import rate_many, unrate_many


def look(member: User, rows: Sequence[ImportRow], seen: Seen) -> None:
    own = _own(member, rows)
    for row in rows:
        key = ("rating", row.title_id)
        if key in seen:
            mark_present(row, reason=_("An earlier row rates the same title."))
        elif row.title_id in own:
            mark_present(row, is_different=own[row.title_id] != row.content["stars"])
        seen.add(key)


def write(run: Run, rows: Sequence[ImportRow]) -> None:
    wanted = [row for row in rows if run.wants(row)]
    values = {row.title_id: row.content["stars"] for row in wanted if row.title_id}
    given = {row.title_id: at for row in wanted if row.title_id and (at := moment(row, "given_at"))}
    changed = {each.title_id: each for each in rate_many(run.member, values, given_at=given)}
    new = [row for row in wanted if row.title_id in changed and changed[row.title_id].before is None]
    _keep_moments(run.member, {row.title_id: at for row in new if (at := moment(row, "changed_at"))})
    for row in rows:
        if run.wants(row) and row.title_id in changed:
            settle(row, RowOutcome.WRITTEN, {"before": changed[row.title_id].before})
        else:
            settle(row, RowOutcome.LEFT)


def _keep_moments(member: User, changed_at: dict[int | None, datetime]) -> None:
    """When each was last changed where it comes from."""
    own = list(Rating.objects.filter(member=member, title__in=changed_at))
    for rating in own:
        rating.updated_at = changed_at[rating.title_id]
    Rating.objects.bulk_update(own, ["updated_at"], batch_size=500)


def take_back(member: User, rows: Sequence[ImportRow]) -> None:
    own = _own(member, rows)
    same = [row for row in rows if own.get(row.title_id) == row.content["stars"]]
    before = {row.title_id: row.written["before"] for row in same if row.title_id and row.written}
    unrate_many(member, [pk for pk, stars in before.items() if stars is None])
    rate_many(member, {pk: stars for pk, stars in before.items() if stars is not None})
    for row in same:
        settle(row, RowOutcome.TAKEN_BACK)


def _own(member: User, rows: Sequence[ImportRow]) -> dict[int | None, int]:
    found = Rating.objects.filter(member=member, title__in=titles_of(rows))
    return dict(found.values_list("title", "value"))
