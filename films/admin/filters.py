"""Filters of the desk's lists whose cost is known: each looks where an index leads, or at a window."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from films.attention import nameless_credits, text_credits, without_runtime, without_source


class BySiteFilter(admin.BooleanFieldListFilter):
    """“By the site itself”: the heading begins with “By”, as the name of such a field does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("the site itself")


class Lacks(admin.SimpleListFilter):
    title = _("what is missing")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("poster", _("poster")),
            ("runtime", _("runtime, of the best known")),
            ("outline", _("plot outline")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        match self.value():
            case "poster":
                return queryset.filter(poster=None)
            case "outline":
                return queryset.filter(plot_outline="")
            case "runtime":
                return queryset.filter(pk__in=without_runtime().values("pk"))
        return queryset


class Sourced(admin.SimpleListFilter):
    title = _("source")
    parameter_name = "sourced"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("none, of the newest"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return (
            queryset.filter(pk__in=without_source(queryset.model).values("pk")) if self.value() else queryset
        )


class PersonKnown(admin.SimpleListFilter):
    """Credits that are text alone."""

    title = _("person")
    parameter_name = "person_known"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("no", _("text alone, of the newest")),
            ("yes", _("text alone that is a person’s name, of the newest")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        match self.value():
            case "no":
                return queryset.filter(pk__in=text_credits().values("pk"))
            case "yes":
                return queryset.filter(pk__in=nameless_credits().values("pk"))
        return queryset


class LinkState(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("dead", _("leads nowhere"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(dead_since__isnull=False) if self.value() else queryset
