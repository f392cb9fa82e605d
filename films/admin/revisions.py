"""What was changed, by whom and why; written by every save of the desk, never by hand."""

from django.contrib import admin

from films.admin.base import ReadOnlyAdmin
from films.models import Revision


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "made_at", "made_by", "contributor", "note", "source_url")
    list_filter = ("kind", "is_by_site")
    search_fields = ("=made_by__username", "=contributor__username", "note")
