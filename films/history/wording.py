"""What a version holds, in the reader's words: "Country: France" where the table says "FR"."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from films.codes import (
    country_name,
    language_name,
    territory_name,
    validate_country,
    validate_language,
    validate_territory,
)
from films.models import Connection, Title

_NAMES_OF_CODES = {
    validate_country: country_name,
    validate_language: language_name,
    validate_territory: territory_name,
}


class Names:
    """What the rows are called that versions refer to; asked for together, once a table. Drafts may be kept unnamed."""

    def __init__(self, versions: Iterable[Any], *, names_drafts: bool = True) -> None:
        self._names_drafts = names_drafts
        wanted: dict[Any, set[int]] = defaultdict(set)
        for version in versions:
            for field in references(version.instance_type):
                key = getattr(version, field.attname)
                if key is not None:
                    wanted[field.related_model].add(key)
        self._rows = {model: self._found(model, keys) for model, keys in wanted.items()}

    def _found(self, model: Any, keys: set[int]) -> dict[int, Any]:
        """Those that are there as they are now, those that are gone as they were last."""
        found = model._base_manager.in_bulk(keys)
        gone = keys - found.keys()
        if gone:
            last = model.history.filter(**{f"{model._meta.pk.attname}__in": gone}).order_by("history_id")
            found |= {version.history_object.pk: version.history_object for version in last}
        return found

    def row(self, field: Any, key: int) -> Any:
        found = self._rows.get(field.related_model, {}).get(key)
        is_draft = isinstance(found, Title) and not found.is_published
        return None if is_draft and not self._names_drafts else found

    def label(self, version: Any) -> str:
        """What the version's row is called, without asking the database again."""
        row = version.history_object
        for field in references(type(row)):
            other = self.row(field, getattr(row, field.attname))
            if other is None and getattr(row, field.attname) is not None:
                return ""
            field.set_cached_value(row, other)
        if isinstance(row, Connection):
            return f"{row.get_kind_display()} {row.other_title}"
        return str(row)

    def text(self, field: Any, value: Any) -> str:
        """One value of a version as it reads; empty for what is not known."""
        if value is None or value == "":
            return ""
        if field.is_relation:
            return str(self.row(field, value) or _("number %(key)s") % {"key": value})
        if field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        return _plain(field, value)


def _plain(field: Any, value: Any) -> str:
    for validate, name_of in _NAMES_OF_CODES.items():
        if validate in field.validators:
            return f"{name_of(value)} ({value})"
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(field, models.FileField):
        return PurePath(str(value)).name
    if isinstance(value, dt.date):
        return str(formats.date_format(value))
    return str(value)


def references(model: Any) -> Iterator[Any]:
    return (field for field in model._meta.fields if field.many_to_one)


def field_label(field: Any) -> str:
    return str(capfirst(field.verbose_name))
