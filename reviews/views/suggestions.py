"""What became of a suggestion, one's own, and those that trusted members may agree with."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.http import MemberRequest
from films.comparing import compare
from films.models import Suggestion
from films.paging import Sort, keyset_page
from films.suggesting import Decided, current_row, is_closed, name_kinds
from reviews.contributing import (
    agree,
    can_agree,
    can_decide_suggestions,
    can_see_suggestion,
    is_open_to_agreement,
    take_back,
)
from reviews.models import CommunityRules, Standing
from reviews.standing import standing_of
from reviews.views.finding import writers_only

PAGE_LENGTH = 30
LATEST_FIRST = Sort("latest", gettext_lazy("Latest first"), ("id",))
OLDEST_FIRST = Sort("oldest", gettext_lazy("Oldest first"), ("created_at", "id"), is_falling=False)


@require_safe
@login_required
def one(request: MemberRequest, suggestion_id: int) -> HttpResponseBase:
    """What became of a suggestion; while it is open, its place in the queue."""
    suggestion = _suggestion(request, suggestion_id)
    context = {
        "suggestion": suggestion,
        "lines": compare(suggestion, _row_to_show(request, suggestion)),
        "place": Suggestion.objects.place_of(suggestion) if suggestion.is_open else 0,
        "queue": Suggestion.objects.middle_of_queue() if suggestion.is_open else None,
        "is_closed": suggestion.is_open and is_closed(suggestion.record),
        "is_own": suggestion.author_id == request.user.pk,
        "may_agree": can_agree(request.user, suggestion),
        "has_agreed": suggestion.agreements.filter(member=request.user).exists(),
    }
    return TemplateResponse(request, "reviews/suggestion.html", context)


@require_safe
@login_required
def own(request: MemberRequest) -> HttpResponseBase:
    rows = Suggestion.objects.by_author(request.user).with_records()
    page = keyset_page(rows, LATEST_FIRST, request.GET, PAGE_LENGTH)
    name_kinds(page.rows)
    return TemplateResponse(request, "reviews/own_suggestions.html", {"page": page})


@require_safe
@login_required
def queue(request: MemberRequest) -> HttpResponseBase:
    """What trusted members may agree with, the oldest first."""
    if standing_of(request.user) != Standing.TRUSTED:
        raise PermissionDenied
    rows = Suggestion.objects.open().of_rows().in_public().with_records()
    page = keyset_page(rows, OLDEST_FIRST, request.GET, PAGE_LENGTH)
    name_kinds(page.rows)
    needed = CommunityRules.current().suggestion_agreements
    return TemplateResponse(request, "reviews/suggestions.html", {"page": page, "needed": needed})


@require_POST
@login_required
def withdrawal(request: MemberRequest, suggestion_id: int) -> HttpResponseBase:
    suggestion = get_object_or_404(Suggestion.objects.by_author(request.user), pk=suggestion_id)
    try:
        take_back(request.user, suggestion)
        messages.success(request, _("Your suggestion is withdrawn."))
    except Decided:
        messages.info(request, _("It has been decided meanwhile."))
    return redirect(suggestion)


@require_POST
@login_required
@writers_only
def agreement(request: MemberRequest, suggestion_id: int) -> HttpResponseBase:
    suggestion = _suggestion(request, suggestion_id)
    if not is_open_to_agreement(suggestion):
        messages.info(request, _("It has been decided meanwhile."))
        return redirect("reviews:suggestions")
    try:
        is_accepted = agree(request.user, suggestion)
    except Decided:
        messages.info(request, _("It has been decided meanwhile."))
    else:
        words = (
            _("Accepted: enough trusted members agree.") if is_accepted else _("Thank you, that is noted.")
        )
        messages.success(request, words)
    return redirect("reviews:suggestions")


def _row_to_show(request: MemberRequest, suggestion: Suggestion) -> Any:
    """The row as it is now; of a title that was taken off the site, to staff alone."""
    is_draft = suggestion.title is not None and not suggestion.title.is_published
    return None if is_draft and not can_decide_suggestions(request.user) else current_row(suggestion)


def _suggestion(request: MemberRequest, suggestion_id: int) -> Suggestion:
    suggestion = get_object_or_404(Suggestion.objects.with_records(), pk=suggestion_id)
    if not can_see_suggestion(request.user, suggestion):
        raise Http404
    name_kinds([suggestion])
    return suggestion
