from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse

from moviesite.desk.attention import attention_for


class DeskSite(admin.AdminSite):
    """The admin, whose first page begins with what needs attention."""

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        context = {"attention": attention_for(request.user)}
        return super().index(request, context | (extra_context or {}))
