"""Write records into the catalogue: everything or nothing, and nothing twice.

A title the catalogue has already is left exactly as it is, so that loading again never undoes a curator's work.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from films.models import Connection, ExternalId, Person, Title
from films.search import index_people, index_with_people

from .json_lines import FileError
from .named import NamedRows
from .records import PersonRecord, TitleRecord
from .rows import person_row, section_rows, title_row

Line = tuple[str, TitleRecord]
Progress = Callable[[Sequence[Line]], Iterable[Line]]
BATCH = 500


@dataclass(frozen=True)
class Loaded:
    """What a run wrote: how many titles are new, how many the catalogue had."""

    added: int
    kept: int


@transaction.atomic
def load(
    titles: Sequence[Line], people: Iterable[tuple[str, PersonRecord]] = (), *, progress: Progress = iter
) -> Loaded:
    """Add the titles and people that the catalogue does not have.

    FileError, with line and field, if a row breaks a rule of its model; then nothing is written.
    `progress` may wrap the lines to show how far the reading is.
    """
    named = NamedRows()
    rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for place, person in people:
        _add_person(named, rows, place, person)
    by_slug = titles_by_slug([record for _, record in titles])
    kept = len(by_slug)
    fresh = [(place, record) for place, record in titles if record.slug not in by_slug]
    for place, record in progress(fresh):
        title = by_slug[record.slug] = title_row(record)
        for row in (title, *section_rows(record, title, named)):
            _check(row, place)
            rows[type(row)].append(row)
    for place, record in fresh:
        rows[Connection] += [_connection(place, each, record, by_slug) for each in record.connections]
    for row in named.unsaved():
        rows[type(row)].append(row)
    _save(rows)
    index_with_people(row.pk for row in rows[Title])
    index_people(row.pk for row in rows[Person])
    return Loaded(added=len(fresh), kept=kept)


def _add_person(named: NamedRows, rows: dict, place: str, record: PersonRecord) -> None:
    row = person_row(record)
    _check(row, place)
    if named.add_person(row) is not row:
        return
    for source, value in record.identifiers.items():
        identifier = ExternalId(person=row, source=source, value=value)
        _check(identifier, place)
        rows[ExternalId].append(identifier)


def titles_by_slug(records: Sequence[TitleRecord]) -> dict[str, Title]:
    """The titles the catalogue has of these records, by the records' slugs.

    The same title is one with the same external ID, else with the same type, name and year.
    """
    present: dict[str, Title] = {}
    for start in range(0, len(records), BATCH):
        present |= _present_in(records[start : start + BATCH])
    return present


def _present_in(records: Sequence[TitleRecord]) -> dict[str, Title]:
    values = {value for record in records for value in record.identifiers.values()}
    identifiers = ExternalId.objects.filter(title__isnull=False, value__in=values).select_related("title")
    by_id = {(each.source, each.value): each.title for each in identifiers if each.title}
    names = Q(primary_title__in={record.primary_title for record in records})
    by_name = {(each.primary_title, each.year, each.title_type): each for each in Title.objects.filter(names)}
    present: dict[str, Title] = {}
    for record in records:
        matches = [by_id[pair] for pair in record.identifiers.items() if pair in by_id]
        same_name = by_name.get((record.primary_title, record.year, record.title_type))
        match = matches[0] if matches else same_name
        if match:
            present[record.slug] = match
    return present


def _connection(place: str, each, record: TitleRecord, by_slug: dict[str, Title]) -> Connection:
    if each.to_slug not in by_slug:
        raise FileError(f"{place}: “connections.to_slug”: no title here is named “{each.to_slug}”.")
    row = Connection(
        title=by_slug[record.slug],
        kind=each.kind,
        other_title=by_slug[each.to_slug],
        note=each.note,
        source_url=each.source_url,
    )
    _check(row, place)
    return row


def _check(row: models.Model, place: str) -> None:
    """Field rules in words before the database has its say; relations are ours and need no look-up."""
    relations = [each.name for each in row._meta.concrete_fields if each.is_relation]
    try:
        row.clean_fields(exclude=[*relations, "file"])
    except ValidationError as error:
        problems = "; ".join(f"“{name}”: {' '.join(texts)}" for name, texts in error.message_dict.items())
        raise FileError(f"{place}: {row._meta.verbose_name}, {problems}") from error


def _save(rows: dict[type[models.Model], list[models.Model]]) -> None:
    """Insert parents before children: a model comes after those its foreign keys point to."""
    waiting = dict(rows)
    while waiting:
        ready = [model for model in waiting if not (_parents(model) & waiting.keys() - {model})]
        for model in ready:
            model._base_manager.bulk_create(waiting.pop(model), batch_size=BATCH)


def _parents(model: type[models.Model]) -> set[Any]:
    relations = [each for each in model._meta.concrete_fields if each.is_relation]
    # A title's poster points to an image and the image to its title: only what must be there comes first.
    required = {each.related_model for each in relations if not each.null}
    return required | {Title, Person} & {each.related_model for each in relations}
