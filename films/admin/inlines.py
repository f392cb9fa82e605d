"""Tables of rows inside a form. A long one comes in pages, so that a title with 500 credits opens like any other."""

from typing import Any

from django.contrib import admin
from django.core.paginator import Page, Paginator
from django.db import models
from django.forms import Textarea
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from films.admin.base import DeskFields, foreign_keys, name_chosen

ROWS_A_PAGE = 50
PAGE_PARAMETER = "page"


class PagedFormSet(BaseInlineFormSet):
    """Shows one page of its rows. What is sent back is checked against all of them, so that a row which
    moved to another page meanwhile is still found."""

    page_number: Any = 1
    page: Page | None = None

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            field = form.fields[DELETION_FIELD_NAME]
            field.widget.attrs["aria-label"] = str(field.label)

    def get_queryset(self) -> models.QuerySet:
        if self.is_bound:
            return super().get_queryset()
        if not hasattr(self, "_queryset"):
            rows = super().get_queryset()
            keys = list(rows.values_list("pk", flat=True))
            self.page = Paginator(keys, ROWS_A_PAGE).get_page(self.page_number)
            self._queryset = rows.filter(pk__in=self.page.object_list)
        return self._queryset


class DeskInline(DeskFields, admin.TabularInline):
    """The rows of one model that belong to the form's object, in the order they are shown in."""

    formset = PagedFormSet
    formfield_overrides = {
        **DeskFields.formfield_overrides,
        models.TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 50})},
    }
    extra = 1
    hidden_fields: tuple[str, ...] = ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The model's own fields; its place and its source come last."""
        names = [
            field.name
            for field in self.model._meta.fields
            if field.editable and not field.primary_key and field.name not in self._owners()
        ]
        last = [name for name in ("position", "billing", "source_url") if name in names]
        return [*(name for name in names if name not in last), *last, *self.readonly_fields]

    def _owners(self) -> tuple[str | None, ...]:
        return (self.fk_name or self.parent_model._meta.model_name, *self.hidden_fields)

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        names = {field.name for field in self.model._meta.fields}
        return tuple(self.ordering or (("position", "pk") if "position" in names else ("pk",)))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        owners = self._owners()
        loaded = [name for name in foreign_keys(self.model) if name not in owners]
        rows = super().get_queryset(request)
        return rows.select_related(*loaded) if loaded else rows

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset_class: Any = super().get_formset(request, obj, **kwargs)
        formset_class.form = name_chosen(formset_class.form)
        for field in formset_class.form.base_fields.values():
            # The table's header is no label to a screen reader.
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", str(field.label))
        formset_class.page_number = request.GET.get(PAGE_PARAMETER)
        return formset_class
