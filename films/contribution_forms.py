"""Forms by which a row is suggested, and by which staff accept it: of the very models, checked as the desk checks.

A form's `values` are what is kept of a suggestion: JSON of the cleaned fields, the same whether they come from a
form that was sent (`values`) or from a row as it stands (`values_of`).
"""

from datetime import timedelta
from functools import cache
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst

from .codes import (
    country_choices,
    currency_choices,
    language_choices,
    territory_choices,
    validate_country,
    validate_currency,
    validate_language,
    validate_territory,
)
from .contributions import Contribution
from .forms import PARAGRAPHS, OneParagraphField
from .lines import Lines
from .lookups import LOOKED_UP, NEW, LookupField
from .partial_date import PartialDate, PartialDateField

PREFIX = "row"
LONGEST_TEXT = 50_000
CODES = {
    validate_country: country_choices,
    validate_territory: territory_choices,
    validate_language: language_choices,
    validate_currency: currency_choices,
}


class ParagraphsField(forms.CharField):
    """Longer text: line ends as the web sends them become ours, so that they are no change."""

    widget: Any = forms.Textarea(attrs={"rows": 8, "dir": "auto"})

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


def friendly_field(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field of a model's: codes as names to choose from, other records by name."""
    choices = next((listed for validate, listed in CODES.items() if validate in field.validators), None)
    common: dict[str, Any] = {"label": capfirst(field.verbose_name), "required": not field.blank}
    if choices is not None:
        blank = [("", "–")]
        help_text = "" if choices is territory_choices else field.help_text
        return forms.ChoiceField(choices=lambda: blank + choices(), help_text=help_text, **common)
    if field.many_to_one and field.related_model in LOOKED_UP:
        return LookupField(model=field.related_model, **common)
    if isinstance(field, models.ForeignKey):
        vocabulary: Any = field.related_model
        kwargs["queryset"] = vocabulary.objects.order_by("name")
    if field.name in PARAGRAPHS:
        kwargs["form_class"] = OneParagraphField
    if isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    if isinstance(field, models.TextField):
        kwargs |= {"form_class": ParagraphsField, "max_length": LONGEST_TEXT}
    made = field.formfield(**kwargs)
    if made is not None and isinstance(field, PartialDateField):
        made.widget.attrs |= {"inputmode": "numeric", "placeholder": "YYYY-MM-DD", "autocomplete": "off"}
    return made


class RowForm(forms.ModelForm):
    """One row of one record. Constraints that name the record are checked too."""

    contribution: Contribution

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        kind = self.contribution
        if kwargs.get("instance") is None and not kind.is_record:
            kwargs["instance"] = kind.model(**{kind.owner: record})
        super().__init__(*args, **{"prefix": PREFIX, **kwargs})
        for name, field in self.fields.items():
            if isinstance(field, LookupField):
                field.held = self.initial.get(name)
        if kind.lines:
            self.fields["lines"] = _lines_field(kind.lines)
            self.initial.setdefault("lines", "\n".join(kind.lines.texts_of(self.instance)))

    def _get_validation_exclusions(self) -> set[str]:
        cleaned = getattr(self, "cleaned_data", {})
        unsaved = {
            name for name, value in cleaned.items() if isinstance(value, models.Model) and not value.pk
        }
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return (excluded | unsaved) - {self.contribution.owner}

    def clean_lines(self) -> list[str]:
        lines: Any = self.contribution.lines
        return list(lines.checked(self.cleaned_data["lines"]))

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as it is kept."""
        return {name: as_json(self.cleaned_data.get(name)) for name in self.fields}

    def save(self, commit: bool = True) -> Any:
        """Writes the row with what it points to and what hangs below it, each by its own save."""
        row = self.instance
        for name in self._meta.fields or ():
            value = getattr(row, name, None)
            if isinstance(value, models.Model) and value.pk is None:
                value.save()
                setattr(row, name, value)
        if row.pk:
            row.save(
                update_fields=[*self._written(), *(["updated_at"] if hasattr(row, "updated_at") else [])]
            )
        else:
            _put_last(row, self.contribution)
            row.save()
        if self.contribution.lines:
            self.contribution.lines.save(row, self.cleaned_data["lines"])
        return row

    def _written(self) -> list[str]:
        own = ["source_url"] if hasattr(self.instance, "source_url") else []
        return [*(self._meta.fields or ()), *own]


@cache
def form_class(kind: Contribution) -> type[RowForm]:
    form: Any = forms.modelform_factory(
        kind.model, form=RowForm, fields=list(kind.fields), formfield_callback=friendly_field
    )
    form.contribution = kind
    return form


def values_of(kind: Contribution, row: Any, record: Any) -> dict[str, Any]:
    """What a row holds now, as `RowForm.values` would write it; empty for none."""
    if row is None:
        return {}
    form = form_class(kind)(instance=row, record=record)
    held = {name: as_json(form.initial.get(name)) for name in form.fields}
    if kind.lines:
        held["lines"] = kind.lines.texts_of(row) or None
    return held


def as_data(values: dict[str, Any]) -> dict[str, Any]:
    """Kept values as a form would send them."""
    data = {name: "\n".join(value) if isinstance(value, list) else value for name, value in values.items()}
    return {f"{PREFIX}-{name}": "" if value is None else value for name, value in data.items()}


def as_json(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk or f"{NEW}{value}"
    if isinstance(value, PartialDate):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return None if value in ("", []) else value


def _lines_field(lines: Lines) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 6, "dir": "auto"})
    help_text, label = lines.help_text, lines.label
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=widget,
        max_length=LONGEST_TEXT,
        required=lines.is_required,
    )


def _put_last(row: Any, kind: Contribution) -> None:
    """A new row stands behind the others of its kind."""
    names = {field.name for field in kind.model._meta.fields}
    place = next((name for name in ("position", "billing") if name in names), None)
    if place and not kind.is_record:
        beside = kind.rows_of(getattr(row, kind.owner)).order_by()
        if place == "billing":
            beside = beside.filter(category=row.category)
        last = beside.aggregate(last=models.Max(place))["last"] or 0
        setattr(row, place, min(last + 1, 32767))
