"""The few ways in which rows go from one record to another."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Model, OuterRef, Q, Subquery

from .relations import Relation, Rule, relations_to, rules

# Where a row stands and where it is known from say nothing about what it says.
_ASIDE = ("position", "billing", "source_url")
_ORDERS = ("position", "billing")
BATCH = 300
ANY = Q()


def stay(merging: Any, relation: Relation) -> None:
    """What another rule deals with, or the search index when all is done."""


def move(merging: Any, relation: Relation) -> None:
    """All rows go along."""
    _put_last(merging, relation)
    theirs = relation.of(merging.lost.pk)
    merging.tell(relation, moved=len(merging.ledger.move(theirs, relation.field, merging.kept.pk)))


def join(*identity: str, key: Any = None, parts: tuple[Relation, ...] = ()) -> Rule:
    """Rows go along; of two that are the same one stays, with what only the other knew filled in.

    Without a named identity, rows are the same when they say the same. `parts` are the rows that a row is
    made of, a quote's lines: they belong to its identity, and go with it.
    """

    def joined(merging: Any, relation: Relation) -> None:
        theirs = list(relation.of(merging.lost.pk).order_by("pk"))
        if not theirs:
            return
        ours = list(relation.of(merging.kept.pk).order_by("pk"))
        said = _parts_of(parts, [*ours, *theirs])
        names = identity or _what_it_says(relation)
        is_same = key or (lambda row: _values(row, names))
        pairs = _pairs(ours, theirs, lambda row: (is_same(row), said.get(row.pk)))
        differing = _fill(merging, relation, pairs)
        _drop(merging, relation, pairs, parts)
        _put_last(merging, relation)
        moved = merging.ledger.move(relation.of(merging.lost.pk), relation.field, merging.kept.pk)
        merging.tell(relation, moved=len(moved), same=len(pairs), differing=differing)

    return joined


def once(*identity: str, when: Q = ANY, fill: str = "") -> Rule:
    """Rows go along, as many as there are; where the record that stays has the same, that one stays.

    `fill` names a text that is taken over where the row that stays has none.
    """

    def moved(merging: Any, relation: Relation) -> None:
        same = {name: OuterRef(name) for name in identity}
        ours = relation.of(merging.kept.pk).filter(when, **same).values("pk")[:1]
        theirs = relation.of(merging.lost.pk).filter(when).annotate(twin=Subquery(ours))
        found = list(theirs.filter(twin__isnull=False))
        if fill:
            _fill_text(merging, relation, {row.twin: getattr(row, fill) for row in found}, fill)
        merging.ledger.drop(found)
        keys = merging.ledger.move(relation.of(merging.lost.pk), relation.field, merging.kept.pk)
        merging.tell(relation, moved=len(keys), same=len(found))

    return moved


def below(*identity: str, key: Any = None, when: Q = ANY, newest: bool = False) -> Rule:
    """Rows below a row that is not kept go to its twin. Of two of the same identity the twin's stays, or the
    newer."""

    def followed(merging: Any, relation: Relation) -> None:
        twins = merging.twins
        theirs = list(relation.rows(**{f"{relation.field}__in": twins}).order_by("pk"))
        if not theirs:
            return
        if identity or key:
            of = key or (lambda row: tuple(getattr(row, name) for name in identity))
            there = relation.rows(when, **{f"{relation.field}__in": twins.values()})
            ours = {(getattr(row, relation.column), of(row)): row for row in there}
            contested = relation.rows(when, pk__in=[row.pk for row in theirs])
            pairs = [(ours.get((twins[getattr(row, relation.column)], of(row))), row) for row in contested]
            beaten = [_beaten(our, row, newest=newest) for our, row in pairs if our is not None]
            merging.ledger.drop(beaten)
            gone = {row.pk for row in beaten}
            theirs = [row for row in theirs if row.pk not in gone]
        follow_to(merging, relation, theirs)

    return followed


def follow_to(merging: Any, relation: Relation, rows: list[Any], **also: Any) -> None:
    """Point rows below dropped rows to the twins of these; `also` is written beside, to be undone too."""
    changes = []
    for row in rows:
        old = getattr(row, relation.column)
        before = {relation.column: old, **{name: getattr(row, name) for name in also}}
        after = {relation.column: merging.twins[old], **also}
        changes.append((row.pk, before, after))
        for name, value in after.items():
            setattr(row, name, value)
    merging.ledger.note(relation.model, changes)
    if rows:
        fields = [relation.model._meta.get_field(name).name for name in (relation.column, *also)]
        relation.model._base_manager.bulk_update(rows, fields, batch_size=BATCH)


follow = below()


def _beaten(ours: Any, theirs: Any, *, newest: bool) -> Any:
    return ours if newest and theirs.updated_at > ours.updated_at else theirs


def _fill_text(merging: Any, relation: Relation, texts: dict[int, str], field: str) -> None:
    wanting = [key for key, text in texts.items() if text]
    rows = list(relation.rows(pk__in=wanting, **{field: ""}))
    for row in rows:
        setattr(row, field, texts[row.pk])
    merging.ledger.note(relation.model, [(row.pk, {field: ""}, {field: texts[row.pk]}) for row in rows])
    if rows:
        relation.model._base_manager.bulk_update(rows, [field], batch_size=BATCH)


def _what_it_says(relation: Relation) -> list[str]:
    fields = relation.model._meta.concrete_fields
    aside = (*_ASIDE, relation.field)
    return [field.attname for field in fields if not field.primary_key and field.name not in aside]


def _values(row: Model, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(str(getattr(row, name)) for name in names)


def _parts_of(parts: tuple[Relation, ...], rows: list[Model]) -> dict[int, list[Any]]:
    """What the rows below each of these say, in their order."""
    said: dict[int, list[Any]] = defaultdict(list)
    for part in parts:
        names = _what_it_says(part)
        for below in part.rows(**{f"{part.field}__in": [row.pk for row in rows]}).order_by("position", "pk"):
            said[getattr(below, part.column)].append(_values(below, names))
    return said


def _pairs(ours: list[Any], theirs: list[Any], key: Any) -> list[tuple[Any, Any]]:
    """(row that stays, the same of the other record); each row is in one pair at most."""
    there = defaultdict(list)
    for row in reversed(ours):
        there[repr(key(row))].append(row)
    return [(there[repr(key(row))].pop(), row) for row in theirs if there[repr(key(row))]]


def _fill(merging: Any, relation: Relation, pairs: list[tuple[Any, Any]]) -> list[str]:
    """Put into rows that stay what is empty there; what both say differently is named, and stays as it was."""
    changes, differing, filled = [], [], []
    for ours, theirs in pairs:
        before: dict[str, Any] = {}
        for field in relation.model._meta.concrete_fields:
            mine, other = getattr(ours, field.attname), getattr(theirs, field.attname)
            if field.primary_key or field.name in (*_ORDERS, relation.field) or mine == other or not other:
                continue
            if mine in (None, ""):
                before[field.attname] = mine
                setattr(ours, field.attname, other)
            elif field.name != "source_url":
                differing.append(f"{ours}: {mine} / {other}"[:200])
        if before:
            filled.append(ours)
            changes.append((ours.pk, before, {name: getattr(ours, name) for name in before}))
    merging.ledger.note(relation.model, changes)
    if filled:
        names = {name for _, before, _ in changes for name in before}
        fields = {relation.model._meta.get_field(name).name for name in names}
        relation.model._base_manager.bulk_update(filled, sorted(fields), batch_size=BATCH)
    return differing


def _drop(
    merging: Any, relation: Relation, pairs: list[tuple[Any, Any]], parts: tuple[Relation, ...]
) -> None:
    """The rows that are there already go, and what hangs on them goes where its own rule says."""
    if not pairs:
        return
    twins = {theirs.pk: ours.pk for ours, theirs in pairs}
    for below in relations_to(relation.model):
        if below in parts:
            merging.ledger.drop(list(below.rows(**{f"{below.field}__in": twins})))
        else:
            rules()[str(below)](merging.below(twins), below)
    merging.ledger.drop([theirs for _, theirs in pairs])


def _put_last(merging: Any, relation: Relation) -> None:
    """The other title's rows stand behind our own, in their own order."""
    names = {field.name for field in relation.model._meta.concrete_fields}
    order = next((name for name in _ORDERS if name in names), None)
    if order is None or relation.field != "title" or not relation.of(merging.lost.pk).exists():
        return
    last = relation.of(merging.kept.pk).aggregate(last=Max(order))["last"]
    if last is not None:
        merging.ledger.shift(relation.of(merging.lost.pk), order, last + 1)
