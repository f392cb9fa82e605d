"""What every page of the desk shares: lists that count little, forms that ask once, pictures that leave no trace."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from films.admin.lists import BoundedChangeList
from films.admin.merge_forms import merge_url
from films.admin.paginator import BoundedPaginator
from films.admin.why import WhyFields, asking_why, reason_in
from films.admin.widgets import CodeField, CodeList, LoadedAutocompleteSelect, code_list
from films.history import describe, revising
from films.history.reading import tell
from films.image_field import removed_on_failure
from films.locking import may_change
from films.models import Change, Credit, Revision
from films.models.revision import LATEST
from films.models.version import is_versioned
from films.paging import keyset_page
from films.search import index_people


class DeskFields(admin.options.BaseModelAdmin):
    """How a desk's forms show foreign keys and codes, in the form itself and in its inlines."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", LoadedAutocompleteSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        codes = code_list(db_field)
        if codes is not None:
            return db_field.formfield(form_class=CodeField, codes=codes)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def foreign_keys(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.fields if field.many_to_one]


def code_lists(model_classes: Iterable[type[models.Model]]) -> list[CodeList]:
    """The datalists that forms of these models refer to, each once."""
    fields = (field for model in model_classes for field in model._meta.fields)
    return list({codes.id: codes for codes in map(code_list, fields) if codes is not None}.values())


class DeskAdmin(DeskFields, admin.ModelAdmin):
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 0
    ordering = ("-pk",)
    save_on_top = True

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[BoundedChangeList]:
        return BoundedChangeList

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        return foreign_keys(self.model)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or may_change(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or may_change(request.user, obj))

    def has_lock_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("films.edit_locked")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        kept = super().get_readonly_fields(request, obj)
        is_lockable = any(field.name == "is_locked" for field in self.opts.fields)
        return (*kept, "is_locked") if is_lockable and not self.has_lock_permission(request) else kept

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related(*foreign_keys(self.model))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form_class = super().get_form(request, obj, change, **kwargs)
        return asking_why(name_chosen(form_class))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The record's own: why it is changed is asked elsewhere on the page."""
        return [name for name in super().get_fields(request, obj) if name not in WhyFields.base_fields]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        shown = [self.model, *(inline.model for inline in self.get_inline_instances(request))]
        context = {
            "code_lists": code_lists(shown),
            "merge_url": merge_url(self.model, object_id, request),
            **(extra_context or {}),
        }
        with removed_on_failure(), self._revising(request):
            return super().changeform_view(request, object_id, form_url, context)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        with self._revising(request):
            return super().changelist_view(request, extra_context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        with self._revising(request):
            describe(request.POST.get("revision_note", "").replace("\0", "")[:500], "")
            return super().delete_view(request, object_id, extra_context)

    @property
    def delete_confirmation_template(self) -> str | None:  # type: ignore[override]
        """Why a row goes is asked where its versions are kept."""
        return "admin/films/delete_confirmation.html" if is_versioned(self.model) else None

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What was changed, revision by revision, in the place of the admin's own log."""
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(  # type: ignore[attr-defined]
                request, self.opts, object_id
            )
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        changes = Change.objects.of_row(row)
        page = keyset_page(
            Revision.objects.with_people().telling(changes), LATEST, request.GET, self.list_per_page
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(record)s") % {"record": row},
            "opts": self.opts,
            "object": row,
            "entries": tell(page.rows, changes),
            "page": page,
        }
        return TemplateResponse(request, "admin/films/history.html", {**context, **(extra_context or {})})

    def _revising(self, request: HttpRequest) -> AbstractContextManager[Any]:
        """All that is sent at once is one revision by who sent it."""
        return revising(by=request.user) if request.method == "POST" else nullcontext()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        describe(*reason_in(form))
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.index([form.instance])
        index_people(credit.person_id for credit in _deleted_credits(formsets) if credit.person_id)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        self._delete([obj], partial(super().delete_model, request, obj))

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        self._delete(list(queryset), partial(super().delete_queryset, request, queryset))

    def _delete(self, rows: list[Any], delete: Callable[[], None]) -> None:
        delete()
        self.index(rows)

    def index(self, rows: list[Any]) -> None:
        """Brings the search index up to date after these rows changed or went."""


def name_chosen(form_class: type[Any]) -> type[Any]:
    """A form whose autocompletes know the rows that were loaded with its instance."""

    class ChosenForm(form_class):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            for name, field in self.fields.items():
                widget = getattr(field.widget, "widget", field.widget)
                if isinstance(widget, LoadedAutocompleteSelect) and widget.field.is_cached(self.instance):
                    widget.chosen = getattr(self.instance, name)

    return ChosenForm


def _deleted_credits(formsets: Iterable[Any]) -> list[Credit]:
    deleted = (row for formset in formsets for row in getattr(formset, "deleted_objects", ()))
    return [row for row in deleted if isinstance(row, Credit)]


class ReadOnlyAdmin(DeskAdmin):
    """For rows that only a verb writes: they are looked at here, never changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
