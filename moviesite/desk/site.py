from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.response import TemplateResponse

from accounts.models import User
from accounts.suspension import Suspended
from moviesite.desk.attention import attention_for


class DeskSite(admin.AdminSite):
    """The admin, whose first page begins with what needs attention; whom staff suspended only reads in it."""

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        @wraps(view)
        def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method == "POST" and view != self.logout and is_barred(request.user):
                raise Suspended
            return view(request, *args, **kwargs)

        return super().admin_view(allowed, cacheable)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        context = {"attention": attention_for(request.user)}
        return super().index(request, context | (extra_context or {}))


def is_barred(member: User | AnonymousUser) -> bool:
    """Staff who are suspended. Superusers, who could end it themselves, are not locked out by a moderator's word."""
    return member.is_authenticated and member.is_suspended and not member.is_superuser
