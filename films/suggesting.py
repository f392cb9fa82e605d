"""Suggestions to the catalogue: proposing one, and what becomes of it. Each verb is one transaction.

Who may do it, how often, and who is told of it is the community's part (reviews/contributing.py).
"""

from collections.abc import Iterable
from hashlib import sha256
from json import dumps
from typing import Any

from django.db import transaction
from django.utils import timezone

from .contribution_forms import RowForm, as_data, form_class, values_of
from .contributions import OWNERS, Contribution, contribution
from .history import revising
from .image_field import remove_on_commit, removed_on_failure
from .image_files import SafePicture
from .models import (
    Credit,
    Image,
    ImageKind,
    Person,
    Revision,
    Suggestion,
    SuggestionStatus,
    SuggestionVerb,
    Title,
)
from .search import index_people, index_titles, index_with_people


class Decided(Exception):  # noqa: N818  a state of affairs, not an error of the program
    """Somebody else has decided meanwhile, or its author has withdrawn it."""


class Changed(Exception):  # noqa: N818
    """The row is not what it was when whoever decides looked at it."""


def propose(
    author: Any,
    kind: Contribution,
    record: Any,
    verb: SuggestionVerb,
    *,
    row: Any = None,
    values: dict[str, Any] | None = None,
    source_url: str = "",
    note: str = "",
    label: str = "",
    picture: SafePicture | None = None,
) -> Suggestion:
    """Keep a proposal; while the same one by the same member is open, that is the one."""
    row_id, about = row.pk if row is not None else 0, record.pk if record is not None else 0
    kept: dict[str, Any] = {
        "verb": verb,
        "owner": kind.owner,
        "kind": kind.word,
        "row_id": row_id,
        "label": (label or str(record))[:310],
        "values": values or {},
        "before": values_of(kind, row, record),
        "source_url": source_url,
        "note": note,
    }
    if record is not None:
        kept[kind.owner] = record
    sent: list[Any] = [verb, kind.owner, kind.word, about, row_id, kept["values"]]
    if picture is not None:
        kept["picture"] = picture
        picture.seek(0)
        sent.append(sha256(picture.read()).hexdigest())
        picture.seek(0)
    digest = digest_of(sent)
    with removed_on_failure():
        suggestion, _is_new = Suggestion.objects.get_or_create(
            author=author, digest=digest, status=SuggestionStatus.OPEN, defaults=kept
        )
    return suggestion


def digest_of(values: Any) -> str:
    return sha256(dumps(values, sort_keys=True).encode()).hexdigest()


def kind_of(suggestion: Suggestion) -> Contribution | None:
    return contribution(suggestion.owner, suggestion.kind)


def name_kinds(suggestions: Iterable[Suggestion]) -> None:
    """Say of each, in the reader's language, what kind of row it is about."""
    for each in suggestions:
        kind = kind_of(each)
        each.kind_name = kind.name if kind else each.kind


def current_row(suggestion: Suggestion, *, is_locked: bool = False) -> Any:
    """The row as it stands now; None for one still to be added, and for one that is gone."""
    kind = kind_of(suggestion)
    if kind is None or not suggestion.row_id:
        return None
    rows = kind.model._default_manager.filter(pk=suggestion.row_id)
    if not kind.is_record:
        rows = rows.filter(**{f"{kind.owner}_id": getattr(suggestion, f"{kind.owner}_id") or 0})
    return (rows.select_for_update() if is_locked else rows).first()


def current_values(suggestion: Suggestion, row: Any) -> dict[str, Any]:
    kind = kind_of(suggestion)
    return values_of(kind, row, suggestion.record) if kind else {}


def is_gone(suggestion: Suggestion, row: Any) -> bool:
    """The record or the row that it is about is no longer there."""
    if suggestion.is_new_record:
        return False
    return suggestion.record is None or (suggestion.verb != SuggestionVerb.ADD and row is None)


def is_conflicting(suggestion: Suggestion, row: Any) -> bool:
    """The row was changed or vanished since this was proposed."""
    return is_gone(suggestion, row) or current_values(suggestion, row) != suggestion.before


def merged_values(suggestion: Suggestion, row: Any) -> dict[str, Any]:
    """What the row holds now with what the member changed: others' changes meanwhile stay."""
    if row is None:
        return suggestion.values
    now, before = current_values(suggestion, row), suggestion.before
    return {
        name: value if value != before.get(name) else now.get(name)
        for name, value in suggestion.values.items()
    }


def form_of(suggestion: Suggestion, row: Any, data: Any = None) -> RowForm:
    """The form that accepts it: with what was sent, else with what was proposed, already checked."""
    kind = kind_of(suggestion)
    assert kind is not None  # noqa: S101  only known kinds are proposed
    return form_class(kind)(
        as_data(merged_values(suggestion, row)) if data is None else data,
        instance=row,
        record=suggestion.record,
    )


def locked(suggestion: Suggestion, seen: str | None = None) -> tuple[Suggestion, Any]:
    """The open suggestion and its row, held until the transaction ends. Raises Decided, or Changed when the
    row's values are not those whose digest is `seen`."""
    held = Suggestion.objects.open().select_for_update().filter(pk=suggestion.pk).first()
    if held is None:
        raise Decided
    row = current_row(held, is_locked=True)
    if seen is not None and digest_of(current_values(held, row)) != seen:
        raise Changed
    return held, row


def write(suggestion: Suggestion, row: Any, form: RowForm | None, *, by: Any) -> None:
    """Do what it proposes, with the search index; inside the transaction that holds its row.

    The revision is `by` whoever decided, and names the author as its contributor.
    """
    with revising(
        by,
        Revision.Kind.SUGGESTION,
        note=suggestion.note,
        source_url=suggestion.source_url,
        contributor=suggestion.author,
    ):
        _write(suggestion, row, form)


def _write(suggestion: Suggestion, row: Any, form: RowForm | None) -> None:
    if suggestion.verb == SuggestionVerb.REMOVE:
        people = _people_of(row)
        row.delete()
    else:
        assert form is not None  # noqa: S101
        people = _people_of(row)
        if suggestion.source_url and "source_url" in _names(form.instance):
            form.instance.source_url = suggestion.source_url
        if suggestion.picture:
            form.instance.file = str(suggestion.picture.name)
        row = form.save()
        _hang(row)
        people |= _people_of(row)
    if suggestion.is_new_record:
        setattr(suggestion, suggestion.owner, row)
    _index(suggestion.record, people)


def close(
    suggestion: Suggestion, status: SuggestionStatus, by: Any, reason: str = "", *, was_changed: bool = False
) -> None:
    suggestion.status, suggestion.decided_by, suggestion.reason = status, by, reason
    suggestion.decided_at, suggestion.was_changed = timezone.now(), was_changed
    if suggestion.picture:
        if status != SuggestionStatus.ACCEPTED:
            remove_on_commit([suggestion.picture])
        suggestion.picture = ""
    suggestion.save()


def withdraw(suggestion: Suggestion) -> None:
    """Raises Decided when it is no longer open."""
    with transaction.atomic():
        held = Suggestion.objects.open().select_for_update().filter(pk=suggestion.pk).first()
        if held is None:
            raise Decided
        close(held, SuggestionStatus.WITHDRAWN, None)


def record_of(owner: str, pk: int) -> Any:
    """The title (drafts left out), person or company; None when there is none such."""
    model: Any = OWNERS.get(owner)
    if model is None:
        return None
    rows = model._default_manager.filter(pk=pk)
    return (rows.visible() if model is Title else rows).first()


def is_closed(record: Any) -> bool:
    """Staff locked the record: nothing is suggested to it."""
    return bool(getattr(record, "is_locked", False))


def _hang(row: Any) -> None:
    """The first poster of a title, and the first portrait of a person, are shown at once."""
    if not isinstance(row, Image):
        return
    owner: Any = row.title or row.person
    shown_as, kind = ("poster", ImageKind.POSTER) if row.title else ("photo", ImageKind.PORTRAIT)
    if row.kind == kind and getattr(owner, f"{shown_as}_id") is None:
        setattr(owner, shown_as, row)
        owner.save(update_fields=[shown_as, "updated_at"])


def _names(row: Any) -> set[str]:
    return {field.name for field in row._meta.fields}


def _people_of(row: Any) -> set[int]:
    return {row.person_id} if isinstance(row, Credit) and row.person_id else set()


def _index(record: Any, people: set[int]) -> None:
    if isinstance(record, Title):
        index_with_people([record.pk])
    elif isinstance(record, Person):
        people = people | {record.pk}
        titles = Credit.objects.filter(person=record).values_list("title", flat=True)
        index_titles(titles.distinct())
    index_people(people)
