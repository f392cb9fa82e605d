"""Bring many short lists in one query.

A title page shows some thirty kinds of rows, a few of each. One query a kind would be thirty; here each
list becomes one branch of a single UNION ALL whose rows are JSON objects, and comes back as model instances.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import Count, F, Value
from django.db.models.functions import JSONObject


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


def gather(lists: Mapping[str, Wanted]) -> dict[str, list[Any]]:
    """The wanted lists by their names, in one query. A list without rows is empty."""
    first, *others = (_branch(name, wanted) for name, wanted in lists.items())
    gathered: dict[str, list[Any]] = {name: [] for name in lists}
    for name, row in first.union(*others, all=True):
        gathered[name].append(_instance(lists[name], row))
    return {name: _in_order(rows, lists[name].rows.query.order_by) for name, rows in gathered.items()}


def count_each(lists: Mapping[str, models.QuerySet]) -> dict[str, int]:
    """How many rows each queryset has, in one query."""
    first, *others = (
        rows.order_by().values(counted=Value(name)).annotate(rows=Count("pk")).values_list("counted", "rows")
        for name, rows in lists.items()
    )
    return dict.fromkeys(lists, 0) | dict(first.union(*others, all=True))


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
