"""The columns of a sheet: what a cell says of a row, and what is read back from it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from import_export.fields import Field

from films.lines import Lines

YES, NO = ("yes", "true", "1", "x"), ("no", "false", "0")


class Column(Field):
    """A plain field of the model, named as it is in the code, which does not change with the reader's language."""

    def __init__(self, field: Any) -> None:
        super().__init__(attribute=field.attname, column_name=field.name)
        self.field = field

    def clean(self, row: Any, **kwargs: Any) -> Any:
        text = row[self.column_name].strip()
        if not text:
            return self._nothing()
        try:
            return self._read(text)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error

    def _nothing(self) -> Any:
        if self.field.primary_key or self.field.null:
            return None
        if self.field.has_default():
            return self.field.get_default()
        return self.field.to_python("") if isinstance(self.field, models.CharField) else ""

    def _read(self, text: str) -> Any:
        if isinstance(self.field, models.BooleanField):
            return _yes_or_no(text)
        if self.field.flatchoices:
            return _chosen(self.field, text)
        return self.field.to_python(text)

    def export(self, instance: Any, **kwargs: Any) -> str:
        value = getattr(instance, self.attribute)
        if value is None:
            return ""
        if isinstance(value, bool):
            return YES[0] if value else NO[0]
        return str(self.field.value_to_string(instance))


class ReferenceColumn(Field):
    """Another record: by number, key or name. Beside it stands the name, for those who read the sheet."""

    def __init__(self, field: Any) -> None:
        super().__init__(attribute=field.name, column_name=field.name)
        self.field = field

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Nothing is looked up for a cell that says what the row says."""
        cells = (row[self.column_name].strip(), row.get(name_column(self.field), "").strip())
        current = getattr(instance, self.field.name) if getattr(instance, self.field.attname) else None
        if cells not in (("", ""), (self.export(instance), ""), (self.export(instance), str(current or ""))):
            setattr(instance, self.field.name, self.clean(row, **kwargs))
        elif cells == ("", "") and self.field.null:
            setattr(instance, self.field.name, None)

    def clean(self, row: Any, **kwargs: Any) -> Any:
        text = row[self.column_name].strip()
        name = row.get(name_column(self.field), "").strip()
        if not text and not name:
            return None
        record = kwargs["references"].find(self.field.related_model, text or name)
        if text and name and name != str(record):
            raise ValueError(
                _("%(text)s is “%(record)s”, not “%(name)s”: empty one of the two cells.")
                % {"text": text, "record": record, "name": name}
            )
        return record

    def export(self, instance: Any, **kwargs: Any) -> str:
        return str(getattr(instance, self.field.attname) or "")


class NameColumn(Field):
    """What a reference is called; read only where its own cell is empty."""

    def __init__(self, field: Any) -> None:
        super().__init__(attribute=field.name, column_name=name_column(field), readonly=True)

    def export(self, instance: Any, **kwargs: Any) -> str:
        return str(self.get_value(instance) or "")


class LinesColumn(Field):
    """The rows below a row as lines of one cell, as the forms of suggestions have them."""

    def __init__(self, lines: Lines) -> None:
        super().__init__(attribute="lines", column_name="lines")
        self.lines = lines

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Kept beside the row until that is written."""
        text = row[self.column_name]
        if self.lines.is_required and not text.strip():
            raise ValueError(_("This field is required."))
        try:
            instance.sheet_lines = self.lines.checked(text)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error

    def get_value(self, instance: Any, **kwargs: Any) -> list[str]:
        """What the sheet says, else what the row has."""
        said = instance.__dict__.get("sheet_lines")
        return self.lines.texts_of(instance) if said is None else list(said)

    def write(self, instance: Any) -> None:
        if "sheet_lines" in instance.__dict__:
            self.lines.save(instance, instance.sheet_lines)

    def export(self, instance: Any, **kwargs: Any) -> str:
        return "\n".join(self.get_value(instance))


def name_column(field: Any) -> str:
    return f"{field.name}_name"


def is_yes(text: str) -> bool:
    return bool(text.strip()) and _yes_or_no(text)


def _yes_or_no(text: str) -> bool:
    word = text.strip().lower()
    if word not in YES + NO:
        raise ValidationError(_("Write yes or no."))
    return word in YES


def _chosen(field: Any, text: str) -> Any:
    """By its word or by what readers see of it."""
    for value, label in field.flatchoices:
        if text.lower() in (str(value).lower(), str(label).lower()):
            return value
    words = ", ".join(str(value) for value, _label in field.flatchoices)
    raise ValidationError(_("“%(text)s” is none of: %(words)s."), params={"text": text, "words": words})
