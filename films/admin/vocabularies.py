"""Genres, keywords and award events: names that titles share."""

from django.contrib import admin

from films.admin.base import DeskAdmin
from films.admin.widgets import NamedForm
from films.models import AwardEvent, Genre, Keyword


class NamedAdmin(DeskAdmin):
    form = NamedForm
    search_fields = ("name",)
    ordering = ("name",)
    readonly_fields = ("slug",)


@admin.register(Genre, Keyword)
class TermAdmin(NamedAdmin):
    list_display = ("name", "slug")


@admin.register(AwardEvent)
class AwardEventAdmin(NamedAdmin):
    list_display = ("name", "headline_prize", "slug")
