"""Bring many short lists in one query.

A title page shows some thirty kinds of rows, a few of each. One query a kind would be thirty; here each
list becomes one branch of a single UNION ALL whose rows are JSON objects, and comes back as model instances.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models import Count, F, Value
from django.db.models.functions import JSONObject

from .models import Title


@dataclass(frozen=True)
class Wanted:
    """A list to gather: its rows in their order, the first `limit` of them, with the `related` rows they point to.

    `related` names foreign keys ("person", then "person__photo"); their rows are set on the instances as
    select_related would.
    Rows must not hold dates with times or durations, which JSON would not bring back as they were.
    """

    rows: models.QuerySet
    related: tuple[str, ...] = ()
    limit: int | None = None


Lists = Mapping[str, Wanted]
Counted = Mapping[str, models.QuerySet]

# Stands for the title when a statement is made, and is replaced by each title's own key when it runs.
_ANY_KEY = -(2**53) - 1


def gather(lists: Callable[[Title], Lists], title: Title) -> dict[str, list[Any]]:
    """The wanted lists of a title by their names, in one query. A list without rows is empty.

    `lists` is called once, for any title: its querysets may hang on nothing but the title's key. Compiling thirty
    of them takes longer than running them, so their SQL is kept.
    """
    wanted, statement, params = _gathering(lists, connection.vendor)
    gathered: dict[str, list[Any]] = {name: [] for name in wanted}
    for name, row in _run(statement, params, title):
        gathered[name].append(_instance(wanted[name], row))
    return {name: _in_order(rows, wanted[name].rows.query.order_by) for name, rows in gathered.items()}


def count_each(lists: Callable[[Title], Counted], title: Title) -> dict[str, int]:
    """How many rows each of a title's querysets has, in one query; `lists` as for `gather`."""
    names, statement, params = _counting(lists, connection.vendor)
    return dict.fromkeys(names, 0) | dict(_run(statement, params, title))


@cache
def _gathering(lists: Callable[[Title], Lists], vendor: str) -> tuple[Lists, str, tuple[Any, ...]]:
    wanted = lists(Title(pk=_ANY_KEY))
    return wanted, *_union([_branch(name, each) for name, each in wanted.items()])


@cache
def _counting(lists: Callable[[Title], Counted], vendor: str) -> tuple[tuple[str, ...], str, tuple[Any, ...]]:
    counted = lists(Title(pk=_ANY_KEY))
    return tuple(counted), *_union([_count(name, rows) for name, rows in counted.items()])


def _union(branches: list[models.QuerySet]) -> tuple[str, tuple[Any, ...]]:
    first, *others = branches
    statement, params = first.union(*others, all=True).query.get_compiler(connection.alias).as_sql()
    return statement, tuple(params)


def _run(statement: str, params: tuple[Any, ...], title: Title) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [title.pk if each == _ANY_KEY else each for each in params])
        return cursor.fetchall()


def _count(name: str, rows: models.QuerySet) -> models.QuerySet:
    bare = rows.order_by().prefetch_related(None)
    return bare.values(counted=Value(name)).annotate(rows=Count("pk")).values_list("counted", "rows")


def _branch(name: str, wanted: Wanted) -> models.QuerySet:
    model, rows = wanted.rows.model, wanted.rows
    if wanted.limit is not None:
        # A branch of a UNION may not be cut on SQLite, a subquery may.
        rows = model._base_manager.filter(pk__in=rows[: wanted.limit].values("pk"))
    columns = _columns(model) | {
        path: JSONObject(**_columns(_model_at(model, path), f"{path}__")) for path in wanted.related
    }
    return rows.order_by().values_list(Value(name), JSONObject(**columns))


def _model_at(model: Any, path: str) -> Any:
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model


def _columns(model: type[models.Model], prefix: str = "") -> dict[str, F]:
    return {field.attname: F(f"{prefix}{field.attname}") for field in _fields(model)}


def _fields(model: type[models.Model]) -> list[models.Field]:
    timed = (models.DateTimeField, models.DurationField)
    return [field for field in model._meta.concrete_fields if not isinstance(field, timed)]


def _instance(wanted: Wanted, row: Any) -> models.Model:
    values = json.loads(row) if isinstance(row, str) else row
    instance = _plain(wanted.rows.model, values)
    for path in wanted.related:
        _attach(instance, path, values[path])
    return instance


def _attach(instance: models.Model, path: str, values: Mapping[str, Any]) -> None:
    *owners, name = path.split("__")
    owner: Any = instance
    for each in owners:
        owner = getattr(owner, each)
        if owner is None:
            return
    field = owner._meta.get_field(name)
    is_known = getattr(owner, field.attname) is not None
    setattr(owner, name, _plain(field.related_model, values) if is_known else None)


def _plain(model: type[models.Model], values: Mapping[str, Any]) -> Any:
    fields = _fields(model)
    return model.from_db(
        connection.alias,
        [field.attname for field in fields],
        [field.to_python(values[field.attname]) for field in fields],
    )


def _in_order(rows: list[Any], order: Sequence[Any]) -> list[Any]:
    for key in reversed(order):
        rows.sort(key=lambda row: _sortable(row, key.lstrip("-")), reverse=key.startswith("-"))
    return rows


def _sortable(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row
