"""A date known to the year, the month or the day, never shown more exactly than it is known."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from django.core import checks
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from django.utils import formats
from django.utils.translation import gettext_lazy as _

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
FIRST_YEAR = 1000


@dataclass(frozen=True, order=True)
class PartialDate:
    """A year, a year and month, or a full date; 0 stands for "not known" so that order is chronological."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError("A day needs its month.")
        if not FIRST_YEAR <= self.year <= dt.MAXYEAR:
            raise ValueError(f"The year {self.year} is out of range.")
        dt.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read "2014", "2014-03" or "2014-03-19"; anything else is a ValueError that says so."""
        match = _SHAPE.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"“{text}” is not a date like 2014, 2014-03 or 2014-03-19.")
        return cls(*(int(part) for part in match.groups() if part))

    @property
    def is_exact(self) -> bool:
        return self.day > 0

    @property
    def month_and_day(self) -> str:
        """ "03-19" of an exact date, else empty: what a birthday is looked up by."""
        return self.isoformat()[5:] if self.is_exact else ""

    @property
    def earliest(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def isoformat(self) -> str:
        """The stored and machine-readable form, valid in `<time datetime>`: "2014", "2014-03" or "2014-03-19"."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    def __str__(self) -> str:
        """In the reader's language, as exactly as known: "19 March 2014", "March 2014" or "2014"."""
        if self.is_exact:
            return formats.date_format(self.earliest, "j F Y")
        if self.month:
            return formats.date_format(self.earliest, "F Y")
        return str(self.year)


class PartialDateField(models.CharField):
    """Stores a PartialDate as its ISO text, which sorts chronologically in every database."""

    # What the type checker lets be assigned and read; there is no NULL, an unknown date is an empty text.
    _pyi_private_set_type: PartialDate | str | None  # type: ignore[assignment]
    _pyi_private_get_type: PartialDate | None  # type: ignore[assignment]

    description = _("A date known to the year, month or day")

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def check(self, **kwargs) -> list[checks.CheckMessage]:
        if self.null:
            return [checks.Error("A PartialDateField keeps an unknown date as an empty text.", obj=self)]
        return super().check(**kwargs)

    def from_db_value(self, value, expression, connection):
        return PartialDate.parse(value) if value else None

    def to_python(self, value):
        if isinstance(value, PartialDate) or not value:
            return value or None
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(
                _("Enter a date as 2014, 2014-03 or 2014-03-19."), code="invalid"
            ) from error

    def get_prep_value(self, value):
        value = self.to_python(value)
        return value.isoformat() if value else ""

    def value_from_object(self, obj):
        value = super().value_from_object(obj)
        return value.isoformat() if isinstance(value, PartialDate) else value

    def value_to_string(self, obj):
        return self.value_from_object(obj) or ""

    def validate(self, value, model_instance):
        if value is None and self.blank:
            return
        super().validate(value, model_instance)

    def run_validators(self, value):
        super().run_validators(value.isoformat() if isinstance(value, PartialDate) else value)

    def formfield(self, **kwargs):
        return super().formfield(**{"help_text": _("2014, 2014-03 or 2014-03-19"), **kwargs})


PartialDateField.register_lookup(Length)


def is_partial_date(field: str) -> models.Q:
    """The condition of a check constraint: the text has the length of a year, a month or a day, or is empty."""
    return models.Q(**{field: ""}) | models.Q(**{f"{field}__length__in": (4, 7, 10), f"{field}__gte": "1000"})
