"""What was decided: the public log, one decision for whom it concerns, and the appeal against it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import MemberRequest
from films.page_meta import page_meta
from films.paging import Sort, keyset_page
from reviews.models import ModerationAction
from reviews.moderation import appeal
from reviews.permissions import can_appeal, can_read_decision
from reviews.report_forms import AppealForm

PAGE_LENGTH = 50
LATEST_FIRST = Sort("latest", gettext_lazy("Latest first"), ("id",))


@require_safe
def log(request: HttpRequest) -> HttpResponseBase:
    page = keyset_page(ModerationAction.objects.with_titles(), LATEST_FIRST, request.GET, PAGE_LENGTH)
    words = _("What the staff, and the site by itself, decided about reviews and ratings.")
    return TemplateResponse(
        request,
        "reviews/moderation_log.html",
        {"meta": page_meta(request, _("Moderation log"), words), "page": page},
    )


@require_safe
@login_required
def decision(request: MemberRequest, action_id: int) -> HttpResponseBase:
    action = _decision(request, action_id)
    return TemplateResponse(
        request,
        "reviews/decision.html",
        {
            "action": action,
            "appeal": getattr(action, "appeal", None),
            "can_appeal": can_appeal(request.user, action),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def appeal_against(request: MemberRequest, action_id: int) -> HttpResponseBase:
    action = _decision(request, action_id)
    if not can_appeal(request.user, action):
        raise PermissionDenied
    if hasattr(action, "appeal"):
        return redirect(action)
    form = AppealForm(request.POST or None)
    if form.is_valid():
        appeal(request.user, action, form.cleaned_data["text"])
        messages.success(request, _("Your appeal is with the staff. Somebody else will read it."))
        return redirect(action)
    return TemplateResponse(
        request,
        "reviews/appeal_form.html",
        {"action": action, "form": form},
        status=422 if form.errors else 200,
    )


def _decision(request: MemberRequest, action_id: int) -> ModerationAction:
    actions = ModerationAction.objects.with_titles().select_related("appeal")
    action = get_object_or_404(actions, pk=action_id)
    if not can_read_decision(request.user, action):
        raise Http404
    return action
