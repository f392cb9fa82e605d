"""What members brought: that they did and what became of it, never what it says. Failed jobs: “Task Results”."""

from django.contrib import admin

from films.admin.base import ReadOnlyAdmin
from reviews.models import DataImport


@admin.register(DataImport)
class DataImportAdmin(ReadOnlyAdmin):
    list_display = (
        "__str__",
        "member",
        "source",
        "status",
        "row_count",
        "done_count",
        "written_count",
        "created_at",
        "finished_at",
        "stopped_at",
    )
    list_filter = ("status", ("stopped_at", admin.EmptyFieldListFilter), "source", "created_at")
    search_fields = ("member__username",)
    fields = (
        "member",
        "source",
        "status",
        "row_count",
        "done_count",
        "written_count",
        "created_at",
        "confirmed_at",
        "finished_at",
        "stopped_at",
    )
