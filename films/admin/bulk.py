"""What is done to many records at once. The list's page makes one revision of it."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from films.locking import may_change
from films.models import Title

MOST_AT_ONCE = 500


@admin.action(description=_("Publish"), permissions=["change"])
def publish(desk: admin.ModelAdmin, request: HttpRequest, titles: QuerySet[Title]) -> None:
    _set(desk, request, titles, is_published=True)


@admin.action(description=_("Take off the site, as drafts"), permissions=["change"])
def unpublish(desk: admin.ModelAdmin, request: HttpRequest, titles: QuerySet[Title]) -> None:
    _set(desk, request, titles, is_published=False)


@admin.action(description=_("Lock"), permissions=["lock"])
def lock(desk: admin.ModelAdmin, request: HttpRequest, records: QuerySet[Any]) -> None:
    _set(desk, request, records, is_locked=True)


@admin.action(description=_("Unlock"), permissions=["lock"])
def unlock(desk: admin.ModelAdmin, request: HttpRequest, records: QuerySet[Any]) -> None:
    _set(desk, request, records, is_locked=False)


def _set(desk: Any, request: HttpRequest, records: QuerySet[Any], **values: bool) -> None:
    chosen = list(records.exclude(**values)[: MOST_AT_ONCE + 1])
    changed = [record for record in chosen[:MOST_AT_ONCE] if may_change(request.user, record)]
    stamps = [name for name in ("updated_at",) if hasattr(desk.model, name)]
    for record in changed:
        for name, value in values.items():
            setattr(record, name, value)
        record.save(update_fields=[*values, *stamps])
    desk.index(changed)
    _tell(desk, request, len(changed), left=len(chosen) - len(changed))


def _tell(desk: Any, request: HttpRequest, done: int, left: int) -> None:
    desk.message_user(request, _("Changed: %(count)d.") % {"count": done}, messages.SUCCESS)
    if left:
        words = _("Some were left: they are locked, or more than %(most)d were chosen.") % {
            "most": MOST_AT_ONCE
        }
        desk.message_user(request, words, messages.WARNING)
