"""Ratings that look odd: alerts, and the page that freezes a score or sets ratings aside."""

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
from reviews.models import AggregateRating, RatingAlert
from reviews.permissions import can_freeze
from reviews.report_forms import FreezeForm, NewcomersForm, ThawForm
from reviews.setting_aside import NothingToSetAside
from reviews.unusual_voting import dismiss_alerts


@admin.register(RatingAlert)
class RatingAlertAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "measured", "threshold", "recent_count", "status", "created_at")
    list_filter = ("status", "kind", "created_at")
    search_fields = ("title__primary_title",)
    actions = ("dismiss",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return can_freeze(request.user)

    def has_view_permission(self, request: HttpRequest, obj: RatingAlert | None = None) -> bool:
        return can_freeze(request.user)

    def has_freeze_permission(self, request: HttpRequest) -> bool:
        return can_freeze(request.user)

    @admin.action(description=_("There is nothing wrong"), permissions=["freeze"])
    def dismiss(self, request: MemberRequest, alerts: QuerySet[RatingAlert]) -> None:
        count = dismiss_alerts(request.user, list(alerts))
        self.message_user(request, _("Closed: %(count)d.") % {"count": count}, messages.SUCCESS)

    def change_view(  # type: ignore[override]
        self, request: MemberRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The score that the alert is about."""
        if not can_freeze(request.user):
            raise PermissionDenied
        alert = get_object_or_404(RatingAlert, pk=_key(object_id))
        return redirect("admin:reviews_aggregaterating_change", alert.title_id)


@admin.register(AggregateRating)
class AggregateRatingAdmin(ReadOnlyAdmin):
    list_display = ("title", "vote_count", "value", "review_count", "frozen_at")
    list_filter = (("frozen_at", admin.EmptyFieldListFilter),)
    search_fields = ("title__primary_title",)

    def has_view_permission(self, request: HttpRequest, obj: AggregateRating | None = None) -> bool:
        return can_freeze(request.user) or super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return can_freeze(request.user) or super().has_module_permission(request)

    def change_view(  # type: ignore[override]
        self, request: MemberRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The histogram, what is unusual in it, and the form that freezes it or shows it again."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        aggregates = AggregateRating.objects.select_related("title")
        aggregate = get_object_or_404(aggregates, pk=_key(object_id))
        may = can_freeze(request.user)
        newcomers = NewcomersForm(request.POST if "why" in request.POST else None)
        form_class = ThawForm if aggregate.is_frozen else FreezeForm
        form = form_class(request.POST if request.POST and not newcomers.is_bound else None)
        sent = newcomers if newcomers.is_bound else form
        if may and sent.is_valid():
            try:
                sent.act(request.user, aggregate.title)
                self.message_user(request, _("Done, and written in the public log."), messages.SUCCESS)
            except NothingToSetAside:
                self.message_user(request, _("There are no such ratings."), messages.WARNING)
            return redirect("admin:reviews_aggregaterating_change", aggregate.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": aggregate.title,
            "opts": self.opts,
            "aggregate": aggregate,
            "counts": list(enumerate(aggregate.counted, start=1)),
            "alerts": RatingAlert.objects.for_title(aggregate.title).open(),
            "may_freeze": may,
            "form": form,
            "newcomers": newcomers,
        }
        status = (422 if may else 403) if request.method == "POST" else 200
        return TemplateResponse(request, "admin/reviews/score.html", context, status=status)
