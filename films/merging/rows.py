"""A database row as JSON, to the microsecond, and back."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.duration import duration_iso_string


def stored_fields(model: type[models.Model]) -> list[Any]:
    """What is written; columns that the database works out itself are left out."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def packed(field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return value
    value = field.get_prep_value(value)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return duration_iso_string(value)
    return str(value) if isinstance(value, UUID) else value


def unpacked(field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField) or value is None:
        return value
    return field.to_python(value)


def pack(row: models.Model) -> dict[str, Any]:
    """{column: value} of the whole row."""
    return {field.attname: packed(field, getattr(row, field.attname)) for field in stored_fields(type(row))}


def unpack(model: type[models.Model], content: dict[str, Any]) -> models.Model:
    """A row that is not stored yet; columns that are new since are left at their defaults."""
    fields = {field.attname: field for field in stored_fields(model)}
    return model(**{name: unpacked(fields[name], value) for name, value in content.items() if name in fields})


def owner_of(row: models.Model) -> int | None:
    """The member whose account takes the row with it."""
    for field in row._meta.concrete_fields:
        remote: Any = field.remote_field
        if (
            remote
            and remote.on_delete is models.CASCADE
            and remote.model._meta.label == settings.AUTH_USER_MODEL
        ):
            return getattr(row, field.attname)
    return None
