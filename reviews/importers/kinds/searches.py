"""Rows that keep a search called `name`. `content`: criteria, as in the address of the search; in_digest; saved_at."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from reviews.following_forms import SavedSearchForm
from reviews.importers.kinds import Run, Seen, mark_present, moment, settle
from reviews.models import ImportRow, RowOutcome, SavedSearch
from reviews.searches import save_search


def look(member: User, rows: Sequence[ImportRow], seen: Seen) -> None:
    own = _own(member)
    for row in rows:
        search = own.get(row.name)
        if ("search", row.name) in seen:
            mark_present(row, reason=_("An earlier row has the same name."))
        elif search is not None:
            mark_present(row, is_different=_said(search) != _told(row))
        seen.add(("search", row.name))


def write(run: Run, rows: Sequence[ImportRow]) -> None:
    own = _own(run.member)
    for row in rows:
        if run.wants(row):
            _write(run.member, row, own.get(row.name))
        else:
            settle(row, RowOutcome.LEFT)


def _write(member: User, row: ImportRow, before: SavedSearch | None) -> None:
    search = before or SavedSearch(member=member)
    said = {"before": _said(search)} if before else {}
    criteria, is_in_digest = _told(row)
    form = SavedSearchForm(
        {"name": row.name, "criteria": criteria, "is_in_digest": is_in_digest}, instance=search
    )
    if not form.is_valid():
        reasons = [str(each) for errors in form.errors.values() for each in errors]
        settle(row, RowOutcome.FAILED, reason=" ".join(reasons)[:300])
        return
    try:
        search.save() if before else save_search(search)
    except ValidationError as error:
        settle(row, RowOutcome.FAILED, reason=" ".join(error.messages))
        return
    if before is None and (saved_at := moment(row, "saved_at")):
        search.created_at = saved_at
        search.save(update_fields=["created_at"])
    settle(row, RowOutcome.WRITTEN, {"search": search.pk, "wrote": _said(search)} | said)


def take_back(member: User, rows: Sequence[ImportRow]) -> None:
    own = {search.pk: search for search in SavedSearch.objects.of_member(member)}
    for row in rows:
        search = own.get(row.written["search"]) if row.written else None
        if search is None:
            settle(row, RowOutcome.TAKEN_BACK)
        elif [search.name, *_said(search)] == [row.name, *row.written["wrote"]]:
            _put_back(search, row.written.get("before"))
            settle(row, RowOutcome.TAKEN_BACK)


def _put_back(search: SavedSearch, before: list[object] | None) -> None:
    if before is None:
        search.delete()
        return
    search.criteria, search.is_in_digest = str(before[0]), bool(before[1])
    search.save(update_fields=["criteria", "is_in_digest"])


def _said(search: SavedSearch) -> list[object]:
    return [search.criteria, search.is_in_digest]


def _told(row: ImportRow) -> list[object]:
    return [row.content["criteria"], row.content["in_digest"]]


def _own(member: User) -> dict[str, SavedSearch]:
    return {search.name: search for search in SavedSearch.objects.of_member(member)}
