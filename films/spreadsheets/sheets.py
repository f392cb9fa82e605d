"""Which tables there are as sheets, with which columns, and how a row of a sheet becomes a row of the table."""

import re
from collections import Counter
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import ModelResource

from films import models, progress
from films.lines import LINES
from films.locking import may_change

from .columns import Column, LinesColumn, NameColumn, ReferenceColumn, is_yes
from .references import References

DELETE = "delete"
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
LEFT_OUT = {"poster", "photo", "poster_frame", "is_locked"}  # chosen on the record's own form
SHEETS = (
    models.Title,
    models.Person,
    models.Company,
    models.Credit,
    models.CompanyCredit,
    models.Aka,
    models.ReleaseDate,
    models.Certificate,
    models.BoxOfficeFigure,
    models.Nomination,
    models.ExternalId,
    models.ExternalLink,
    models.TitleGenre,
    models.TitleKeyword,
    models.CountryOfOrigin,
    models.SpokenLanguage,
    models.Runtime,
    models.FilmingLocation,
    models.TechnicalSpec,
    models.Tagline,
    models.PlotSummary,
    models.Trivia,
    models.Goof,
    models.FaqEntry,
    models.Quote,
    models.Soundtrack,
    models.Connection,
    models.Synopsis,
    models.CrazyCredit,
    models.AlternateVersion,
    models.Video,
)


class KeyedLoader(BaseInstanceLoader):
    """All rows that a sheet names, at once."""

    def __init__(self, resource: Any, dataset: Any = None) -> None:
        super().__init__(resource, dataset)
        keys = {int(key) for key in map(str.strip, dataset["id"]) if _NUMBER.fullmatch(key)}
        self.rows = resource.get_queryset().in_bulk(keys)

    def get_instance(self, row: Any) -> Any:
        key = row["id"].strip()
        return self.rows.get(int(key)) if _NUMBER.fullmatch(key) else None


def with_lines(rows: Any) -> Any:
    """And what stands in their column of lines, if they have one."""
    lines = LINES.get(rows.model)
    return rows.prefetch_related(lines.fetched()) if lines else rows


class NoDiff:
    """The library's own comparison, which nobody sees: films.spreadsheets.running tells what changes."""

    def __init__(self, resource: Any, instance: Any, new: bool) -> None:
        pass

    def compare_with(self, resource: Any, instance: Any) -> None:
        pass


class Sheet(ModelResource):
    """A row is changed where its number stands in “id”, added where it is empty, deleted where “delete” says yes."""

    def __init__(self, editor: Any = None, *, adds: bool = False, may_delete: bool = False) -> None:
        super().__init__()
        self.editor, self.may_delete = editor, may_delete
        self.references = References(adds=adds)

    def get_diff_class(self) -> type[NoDiff]:
        return NoDiff

    def get_queryset(self) -> Any:
        related = [field.name for field in self._meta.model._meta.fields if field.many_to_one]
        rows = with_lines(super().get_queryset())
        return rows.select_related(*related) if related else rows

    def import_data(self, dataset: Any, **kwargs: Any) -> Any:
        self._check_headers(dataset.headers)
        self._check_keys([key for key in map(str.strip, dataset["id"]) if key])
        self._complete(dataset)
        for field in self.fields.values():
            if isinstance(field, ReferenceColumn) and field.column_name in dataset.headers:
                self.references.load(field.field.related_model, dataset[field.column_name])
        return super().import_data(dataset, references=self.references, **kwargs)

    def _complete(self, dataset: Any) -> None:
        """A reference may be given by its name alone."""
        for field in self.fields.values():
            is_alone = field.attribute not in dataset.headers
            if isinstance(field, NameColumn) and field.column_name in dataset.headers and is_alone:
                dataset.append_col([""] * len(dataset), header=field.attribute)

    def _check_headers(self, headers: list[str]) -> None:
        known = {*self.column_names(), DELETE}
        unknown = [name for name in headers if name not in known]
        if unknown:
            raise ValidationError(
                _("There is no column “%(name)s” here. There are: %(known)s."),
                params={"name": unknown[0], "known": ", ".join(self.column_names())},
            )
        if "id" not in headers:
            raise ValidationError(_("The column “id” is missing. Leave its cells empty for new rows."))

    def _check_keys(self, keys: list[str]) -> None:
        double = next((key for key, times in Counter(keys).items() if times > 1), None)
        if double is not None:
            raise ValidationError(_("The number %(key)s is there twice."), params={"key": double})

    @classmethod
    def column_names(cls) -> list[str]:
        return [field.column_name for field in cls.fields.values()]

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        progress.step()

    def init_instance(self, row: Any = None) -> Any:
        if row is not None and row["id"].strip():
            raise ValidationError({"id": _("No row here has this number.")})
        return super().init_instance(row)

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        self._require_unlocked(instance)

    def for_delete(self, row: Any, instance: Any) -> bool:
        if not is_yes(row.get(DELETE) or ""):
            return False
        if not self.may_delete:
            raise ValidationError({DELETE: _("You may not delete rows of this table.")})
        return True

    def delete_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        try:
            super().delete_instance(instance, row, **kwargs)
        except (ProtectedError, RestrictedError) as error:
            raise ValidationError({DELETE: _("Other rows refer to it.")}) from error

    def validate_instance(self, instance: Any, import_validation_errors: Any = None, **kwargs: Any) -> None:
        """What cannot be read is told without what follows from that. As full_clean() does it, but that nobody asks
        whether the records are there that the row names: they have just been found."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)
        references = (field for field in self._meta.model._meta.fields if field.many_to_one)
        found = {field.name for field in references if getattr(instance, field.attname) is not None}
        instance.clean_fields(exclude=found)
        instance.clean()
        instance.validate_unique()
        instance.validate_constraints()

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        self._require_unlocked(instance)

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        for field in self.fields.values():
            if isinstance(field, LinesColumn):
                field.write(instance)

    def _require_unlocked(self, row: Any) -> None:
        """As it stands and as it is to be: a row is not moved to a locked record either."""
        if not may_change(self.editor, row):
            raise ValidationError({NON_FIELD_ERRORS: _("The record is locked.")})

    def said(self, instance: Any) -> dict[str, str]:
        """The cells of a row as people compare them, by column; what is referred to by name, and number if it has one
        for good."""
        return {
            field.column_name: self._reference(field, instance)
            if isinstance(field, ReferenceColumn)
            else field.export(instance)
            for field in self.fields.values()
            if isinstance(field, Column | ReferenceColumn | LinesColumn) and field.column_name != "id"
        }

    def _reference(self, field: ReferenceColumn, instance: Any) -> str:
        key = field.export(instance)
        if not key:
            return ""
        record = getattr(instance, field.column_name)
        return str(record) if record in self.references.added_records else f"{record} ({key})"

    def line(self, instance: Any) -> list[str]:
        """A row of the table as cells; the last one, “delete”, is empty."""
        return [*(str(self.export_field(field, instance)) for field in self.fields.values()), ""]


def _sheet(model: Any) -> type[Sheet]:
    columns: dict[str, Any] = {"id": Column(model._meta.pk)}
    for field in model._meta.fields:
        if not field.editable or field.primary_key or field.name in LEFT_OUT:
            continue
        if field.many_to_one:
            columns[field.name] = ReferenceColumn(field)
            columns[f"{field.name}_name"] = NameColumn(field)
        else:
            columns[field.name] = Column(field)
    if model in LINES:
        columns["lines"] = LinesColumn(LINES[model])
    meta = {
        "model": model,
        "fields": tuple(columns),
        "import_order": tuple(columns),
        "export_order": tuple(columns),
        "import_id_fields": ("id",),
        "instance_loader_class": KeyedLoader,
        "skip_unchanged": True,
        "skip_html_diff": True,
        "store_instance": True,
        "clean_model_instances": True,
        "use_transactions": True,
    }
    ordered = [("Meta", type("Meta", (), meta)), *columns.items()]
    metaclass: Any = type(Sheet)
    made = metaclass(f"{model.__name__}Sheet", (Sheet,), dict(ordered))
    made.fields = type(made.fields)((name, made.fields[name]) for name in columns)
    return made


_made: dict[Any, type[Sheet]] = {}


def sheet_of(model: Any) -> type[Sheet] | None:
    """The sheet of a table, if it has one."""
    if model not in SHEETS:
        return None
    if model not in _made:
        _made[model] = _sheet(model)
    return _made[model]
