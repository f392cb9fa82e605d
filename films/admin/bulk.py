"""What is done to many titles at once. The list's page makes one revision of it."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

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
def lock(desk: admin.ModelAdmin, request: HttpRequest, titles: QuerySet[Title]) -> None:
    _set(desk, request, titles, is_locked=True)


@admin.action(description=_("Unlock"), permissions=["lock"])
def unlock(desk: admin.ModelAdmin, request: HttpRequest, titles: QuerySet[Title]) -> None:
    _set(desk, request, titles, is_locked=False)


def _set(desk: Any, request: HttpRequest, titles: QuerySet[Title], **values: bool) -> None:
    chosen = list(titles.exclude(**values)[: MOST_AT_ONCE + 1])
    changed = [title for title in chosen[:MOST_AT_ONCE] if may_change(request.user, title)]
    for title in changed:
        for name, value in values.items():
            setattr(title, name, value)
        title.save(update_fields=[*values, "updated_at"])
    desk.index(changed)
    _tell(desk, request, len(changed), left=len(chosen) - len(changed))


def _tell(desk: Any, request: HttpRequest, done: int, left: int) -> None:
    words = ngettext("%(count)d title was changed.", "%(count)d titles were changed.", done)
    desk.message_user(request, words % {"count": done}, messages.SUCCESS)
    if left:
        words = _("Some were left: they are locked, or more than %(most)d were chosen.") % {
            "most": MOST_AT_ONCE
        }
        desk.message_user(request, words, messages.WARNING)
