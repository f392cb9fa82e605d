"""Suggesting a title or a person that the catalogue does not have; looks first whether it has."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import MemberRequest
from films.contribution_forms import RowForm, form_class
from films.contributions import RECORD, contribution
from films.likeness import likely_matches
from films.models import Suggestion, SuggestionVerb
from films.search import Hit
from films.suggesting import propose
from limits.spending import Refused, spend
from reviews.contributing_forms import NewRecordForm
from reviews.views.finding import writers_only

NAMES = {"title": "primary_title", "person": "primary_name"}
NEW = "is_new"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
def new(request: MemberRequest, owner: str) -> HttpResponseBase:
    kind = contribution(owner, RECORD)
    if kind is None or owner not in NAMES:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = form_class(kind)(data, record=None, initial={NAMES[owner]: request.GET.get("name", "")[:200]})
    reason, matches, refusal = NewRecordForm(data), [], None
    if data is not None:
        is_sound = form.is_valid() & reason.is_valid()
        matches = likely_matches(form.instance) if form.is_valid() else []
        if is_sound and (not matches or reason.cleaned_data[NEW]):
            try:
                return _proposed(request, form, reason)
            except Refused as refused:
                refusal = refused
                reason.add_error(None, refused.message)
    return _page(request, form, reason, matches, refusal)


def _proposed(request: MemberRequest, form: RowForm, reason: NewRecordForm) -> HttpResponseBase:
    with transaction.atomic():
        spend(request, "contribution")
        suggestion = propose(
            request.user,
            form.contribution,
            None,
            SuggestionVerb.ADD,
            values=form.values,
            source_url=reason.cleaned_data["source_url"],
            note=reason.cleaned_data["note"],
            label=str(form.instance),
        )
    messages.success(request, _("Thank you! Your suggestion is with the staff."))
    return redirect(suggestion)


def _page(
    request: MemberRequest,
    form: RowForm,
    reason: NewRecordForm,
    matches: list[Hit],
    refusal: Refused | None,
) -> HttpResponseBase:
    kind = form.contribution
    context = {
        "heading": _("Suggest a new title") if kind.owner == "title" else _("Suggest a new person"),
        "form": form,
        "reason": reason,
        "matches": matches,
        "queue": Suggestion.objects.middle_of_queue(),
    }
    is_wrong = bool(form.errors or reason.errors or matches)
    headers = {"Retry-After": str(refusal.wait)} if refusal else None
    status = 429 if refusal else 422 if is_wrong else 200
    return TemplateResponse(request, "reviews/new_record.html", context, status=status, headers=headers)
