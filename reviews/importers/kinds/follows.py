"""Rows that follow a title, or somebody. `content`: since, a moment; person, what tells who is meant: see people.py."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from films.models import Person, Title
from reviews.following import follow
from reviews.importers.kinds import Run, Seen, mark_present, moment, settle, titles_of
from reviews.importers.people import people_meant
from reviews.models import Follow, ImportRow, RowOutcome, RowState

Key = tuple[str, int | None]


def look(member: User, rows: Sequence[ImportRow], seen: Seen) -> None:
    own = _own(member)
    for row, key in _keyed(rows):
        if key[1] is None:
            row.state, row.reason = RowState.UNKNOWN, _("There is nobody here who is certainly meant.")
        elif ("follow", *key) in seen:
            mark_present(row, reason=_("An earlier row names the same."))
        elif key in own:
            mark_present(row)
        seen.add(("follow", *key))


def write(run: Run, rows: Sequence[ImportRow]) -> None:
    own = _own(run.member)
    people = Person.objects.in_bulk([pk for _row, (kind, pk) in _keyed(rows) if kind == "person" and pk])
    titles = Title.objects.in_bulk(titles_of(rows))
    for row, key in _keyed(rows):
        target = (titles if key[0] == "title" else people).get(key[1] or 0)
        if target is None or key in own or not run.wants(row):
            settle(row, RowOutcome.LEFT)
            continue
        run.clock.check()
        _follow(run.member, target, row)


def _follow(member: User, target: Title | Person, row: ImportRow) -> None:
    try:
        followed = follow(member, target)
    except ValidationError as error:
        settle(row, RowOutcome.FAILED, reason=" ".join(error.messages))
        return
    followed.created_at = moment(row, "since") or followed.created_at
    followed.save(update_fields=["created_at"])
    settle(row, RowOutcome.WRITTEN, {"follow": followed.pk})


def take_back(member: User, rows: Sequence[ImportRow]) -> None:
    written = [row.written["follow"] for row in rows if row.written]
    Follow.objects.of_member(member).filter(pk__in=written).delete()
    for row in rows:
        settle(row, RowOutcome.TAKEN_BACK)


def _keyed(rows: Sequence[ImportRow]) -> list[tuple[ImportRow, Key]]:
    """Each row with what it follows; its number is None where that is nobody here."""
    about_people = [row for row in rows if "person" in row.content]
    meant = dict(
        zip(map(id, about_people), people_meant([row.content["person"] for row in about_people]), strict=True)
    )
    return [
        (row, ("person", meant[id(row)]) if id(row) in meant else ("title", row.title_id)) for row in rows
    ]


def _own(member: User) -> set[Key]:
    found = Follow.objects.of_member(member).values_list("title", "person")
    return {("title", title) if title else ("person", person) for title, person in found}
