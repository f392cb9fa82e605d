"""“Contribute to this page”: what may be suggested of a title, a person or a company, and the forms."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import MemberRequest
from films.contribution_forms import RowForm, form_class, values_of
from films.contributions import Contribution, contribution, contributions_to
from films.models import Suggestion, SuggestionVerb
from films.suggesting import is_closed, propose, record_of
from limits.spending import Refused, spend
from reviews.contributing_forms import ReasonForm
from reviews.views.finding import writers_only

ROWS_LENGTH = 50


@require_safe
@login_required
def overview(request: MemberRequest, owner: str, record_id: int) -> HttpResponseBase:
    """All kinds of rows that one may add to, or correct, on this page."""
    record = _record(owner, record_id)
    context = {
        "record": record,
        "owner": owner,
        "kinds": contributions_to(owner),
        "is_closed": is_closed(record),
    }
    return TemplateResponse(request, "reviews/contribute.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
def rows(request: MemberRequest, owner: str, record_id: int, kind: str) -> HttpResponseBase:
    """The rows there are, each with its form behind a link, and the form for another one."""
    record, found = _record(owner, record_id), _kind(owner, kind)
    if found.is_record:
        return _form_page(request, record, found, record)
    return _form_page(request, record, found, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
def row(request: MemberRequest, owner: str, record_id: int, kind: str, row_id: int) -> HttpResponseBase:
    """The form of one row, which may also be removed."""
    record, found = _record(owner, record_id), _kind(owner, kind)
    if found.is_record:
        raise Http404
    return _form_page(request, record, found, get_object_or_404(found.rows_of(record), pk=row_id))


def _form_page(request: MemberRequest, record: Any, kind: Contribution, found: Any) -> HttpResponseBase:
    is_removal = request.POST.get("action") == "remove" and found is not None and not kind.is_record
    data = request.POST if request.method == "POST" else None
    # A copy, because a form writes into its instance what was typed, right or wrong.
    form = form_class(kind)(None if is_removal else data, instance=copy(found), record=record)
    source = getattr(found, "source_url", "")
    reason = ReasonForm(data, is_removal=is_removal, initial={"source_url": source})
    refusal = None
    if data is not None and is_closed(record):
        raise PermissionDenied
    if data is not None and _is_sound(form, reason, is_removal, found, record):
        try:
            return _proposed(request, record, form, reason, found, is_removal)
        except Refused as refused:
            refusal = refused
            reason.add_error(None, refused.message)
    return _shown(request, record, kind, found, form, reason, refusal)


def _is_sound(form: RowForm, reason: ReasonForm, is_removal: bool, found: Any, record: Any) -> bool:
    is_reasoned = reason.is_valid()
    if is_removal or not form.is_valid():
        return is_removal and is_reasoned
    if found is not None and form.values == values_of(form.contribution, found, record):
        form.add_error(None, _("Nothing is changed yet."))
        return False
    return is_reasoned


def _proposed(
    request: MemberRequest, record: Any, form: RowForm, reason: ReasonForm, found: Any, is_removal: bool
) -> HttpResponseBase:
    verb = SuggestionVerb.REMOVE if is_removal else SuggestionVerb.CHANGE if found else SuggestionVerb.ADD
    with transaction.atomic():
        spend(request, "contribution")
        suggestion = propose(
            request.user,
            form.contribution,
            record,
            verb,
            row=found,
            values={} if is_removal else form.values,
            source_url=reason.cleaned_data["source_url"],
            note=reason.cleaned_data["note"],
        )
    messages.success(request, _("Thank you! Your suggestion is with the staff."))
    return redirect(suggestion)


def _shown(
    request: MemberRequest,
    record: Any,
    kind: Contribution,
    found: Any,
    form: RowForm,
    reason: ReasonForm,
    refusal: Refused | None,
) -> HttpResponseBase:
    context = {
        "record": record,
        "owner": kind.owner,
        "kind": kind,
        "heading": _heading(kind, found),
        "row": None if kind.is_record else found,
        "form": form,
        "reason": reason,
        "is_closed": is_closed(record),
        "page": _rows(request, kind, record) if found is None else None,
        "queue": Suggestion.objects.middle_of_queue(),
    }
    status = 429 if refusal else 422 if form.errors or reason.errors else 200
    headers = {"Retry-After": str(refusal.wait)} if refusal else None
    return TemplateResponse(
        request, "reviews/contribution_form.html", context, status=status, headers=headers
    )


def _heading(kind: Contribution, found: Any) -> str:
    if kind.is_record:
        return _("Edit: %(name)s") % {"name": kind.name}
    if found is not None:
        return _("Correct: %(name)s") % {"name": kind.name}
    return capfirst(kind.plural)


def _rows(request: HttpRequest, kind: Contribution, record: Any) -> Page:
    return Paginator(kind.rows_of(record), ROWS_LENGTH).get_page(request.GET.get("page"))


def _record(owner: str, record_id: int) -> Any:
    record = record_of(owner, record_id)
    if record is None:
        raise Http404
    return record


def _kind(owner: str, word: str) -> Contribution:
    found = contribution(owner, word)
    if found is None:
        raise Http404
    return found
