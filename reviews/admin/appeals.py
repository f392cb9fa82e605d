from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from accounts.http import MemberRequest
from films.admin.base import ReadOnlyAdmin
from reviews.admin.reports import _key
from reviews.models import Appeal, AppealStatus
from reviews.moderation import AlreadyDecided, decide_appeal
from reviews.permissions import can_decide_appeal, decides_appeals
from reviews.report_forms import AppealDecisionForm


@admin.register(Appeal)
class AppealAdmin(ReadOnlyAdmin):
    list_display = ("action", "member", "first_moderator", "status", "created_at")
    list_filter = ("status", "created_at")
    search_fields = ("member__username", "text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appeal]:
        return super().get_queryset(request).select_related("action")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return decides_appeals(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Appeal | None = None) -> bool:
        return decides_appeals(request.user)

    def change_view(
        self,
        request: MemberRequest,  # type: ignore[override]
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        appeals = Appeal.objects.select_related(
            "action__review", "action__title", "action__moderator", "member", "first_moderator"
        )
        appeal = get_object_or_404(appeals, pk=_key(object_id))
        may = can_decide_appeal(request.user, appeal)
        form = AppealDecisionForm(request.POST or None)
        if may and form.is_valid():
            is_upheld = form.cleaned_data["verdict"] == "upheld"
            try:
                decide_appeal(request.user, appeal, is_upheld=is_upheld, answer=form.cleaned_data["answer"])
                self.message_user(request, _("Decided."), messages.SUCCESS)
            except AlreadyDecided:
                self.message_user(request, _("Somebody else has decided meanwhile."), messages.WARNING)
            return redirect("admin:reviews_appeal_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Appeal"),
            "opts": self.opts,
            "appeal": appeal,
            "is_open": appeal.status == AppealStatus.OPEN,
            "may_decide": may,
            "form": form,
        }
        status = (422 if may else 403) if request.method == "POST" else 200
        return TemplateResponse(request, "admin/reviews/appeal.html", context, status=status)
