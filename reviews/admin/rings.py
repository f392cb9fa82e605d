"""Votes that were not earned: who votes for one author or for each other, set aside together and put back."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from accounts.http import MemberRequest
from films.admin.base import ReadOnlyAdmin
from reviews.models import HelpfulVote, ModerationAction
from reviews.permissions import can_moderate
from reviews.report_forms import PutBackForm, SetAsideForm
from reviews.setting_aside import NothingToSetAside, put_back, set_votes_aside
from reviews.vote_rings import find_rings

RINGS = "admin:reviews_helpfulvote_rings"
SHOWN = 50


@admin.register(HelpfulVote)
class HelpfulVoteAdmin(ReadOnlyAdmin):
    list_display = ("review", "member", "is_helpful", "updated_at")
    list_filter = ("is_helpful",)
    search_fields = ("review__headline", "member__username")
    change_list_template = "admin/reviews/votes.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("rings/", view(self.rings), name="reviews_helpfulvote_rings"),
            path("set-aside/<id:action_id>/", view(self.set_aside), name="reviews_helpfulvote_set_aside"),
            *super().get_urls(),
        ]

    def rings(self, request: MemberRequest) -> HttpResponse:
        """Who votes for one author alone, or in a ring; and what has been set aside."""
        if not can_moderate(request.user):
            raise PermissionDenied
        form = SetAsideForm(request.POST or None, rings=find_rings(), moderator=request.user)
        if form.is_valid():
            for ring in form.chosen:
                self._set_aside(request, ring, form.cleaned_data["reason"])
            return redirect(RINGS)
        context = {
            **self._context(request, _("Votes for one author, and rings")),
            "form": form,
            "actions": ModerationAction.objects.set_aside().with_titles().newest_first()[:SHOWN],
        }
        return TemplateResponse(
            request, "admin/reviews/rings.html", context, status=422 if form.errors else 200
        )

    def set_aside(self, request: MemberRequest, action_id: int) -> HttpResponse:
        """One deed of that kind, and the form that undoes it."""
        if not can_moderate(request.user):
            raise PermissionDenied
        actions = ModerationAction.objects.set_aside().with_titles()
        action = get_object_or_404(actions.select_related("moderator"), pk=action_id)
        form = PutBackForm(request.POST or None)
        if form.is_valid():
            put_back(request.user, action, form.cleaned_data["reason"])
            self.message_user(request, _("Counted again, and written in the public log."), messages.SUCCESS)
            return redirect(RINGS)
        votes = action.set_aside_votes.select_related("member", "review__author").order_by("member", "pk")
        context = self._context(request, _("Votes set aside")) | {
            "action": action,
            "votes": votes[: self.list_per_page],
            "form": form,
        }
        return TemplateResponse(
            request, "admin/reviews/set_aside.html", context, status=422 if form.errors else 200
        )

    def _context(self, request: HttpRequest, title: Any) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}

    def _set_aside(self, request: MemberRequest, ring: tuple[list[int], list[int]], reason: str) -> None:
        voters, authors = ring
        try:
            action = set_votes_aside(request.user, voters, authors, reason)
        except NothingToSetAside:
            self.message_user(request, _("There were no such votes any more."), messages.WARNING)
            return
        words = _("%(count)d votes are set aside, which the public log tells.")
        self.message_user(request, words % {"count": action.vote_count}, messages.SUCCESS)
