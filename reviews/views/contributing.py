"""“Contribute to this page”: what may be suggested of a title, a person or a company, and the forms."""

from copy import copy
from typing import Any, NamedTuple

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
from accounts.models import User
from films.contribution_forms import RowForm, form_class, values_of
from films.contributions import Contribution, contribution, contributions_to
from films.models import Suggestion, SuggestionVerb
from films.suggesting import is_closed, propose, record_of
from limits.spending import Refused, spend
from reviews.contributing_forms import PictureForm, ReasonForm
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


class Sent(NamedTuple):
    """The forms of one page, as they were sent or still empty. `row` is what they correct or remove."""

    record: Any
    kind: Contribution
    row: Any
    form: RowForm
    reason: ReasonForm
    picture: PictureForm | None
    is_removal: bool

    def is_sound(self) -> bool:
        """Says all that is wrong at once."""
        forms = (self.form if not self.is_removal else None, self.reason, self.picture)
        checked = [form.is_valid() for form in forms if form is not None]
        is_valid = all(checked)
        if self.row is None or self.is_removal or not self.form.is_valid():
            return is_valid
        if self.form.values == values_of(self.kind, self.row, self.record):
            self.form.add_error(None, _("Nothing is changed yet."))
        return is_valid and not self.form.errors

    def propose(self, member: User) -> Suggestion:
        verb = SuggestionVerb.CHANGE if self.row is not None else SuggestionVerb.ADD
        return propose(
            member,
            self.kind,
            self.record,
            SuggestionVerb.REMOVE if self.is_removal else verb,
            row=self.row,
            values={} if self.is_removal else self.form.values,
            source_url=self.reason.cleaned_data["source_url"],
            note=self.reason.cleaned_data["note"],
            picture=self.picture.cleaned_data["file"] if self.picture else None,
        )


def _sent(request: MemberRequest, record: Any, kind: Contribution, row: Any) -> Sent:
    data = request.POST if request.method == "POST" else None
    is_removal = request.POST.get("action") == "remove" and row is not None and not kind.is_record
    source = getattr(row, "source_url", "")
    return Sent(
        record,
        kind,
        row,
        # A copy, because a form writes into its instance what was typed, right or wrong.
        form_class(kind)(None if is_removal else data, instance=copy(row), record=record),
        ReasonForm(data, is_removal=is_removal, initial={"source_url": source}),
        PictureForm(data, request.FILES if data is not None else None)
        if kind.has_picture and row is None
        else None,
        is_removal,
    )


def _form_page(request: MemberRequest, record: Any, kind: Contribution, row: Any) -> HttpResponseBase:
    sent, refusal = _sent(request, record, kind, row), None
    if request.method == "POST" and is_closed(record):
        raise PermissionDenied
    if request.method == "POST" and sent.is_sound():
        try:
            with transaction.atomic():
                spend(request, "contribution")
                suggestion = sent.propose(request.user)
        except Refused as refused:
            refusal = refused
            sent.reason.add_error(None, refused.message)
        else:
            messages.success(request, _("Thank you! Your suggestion is with the staff."))
            return redirect(suggestion)
    return _shown(request, sent, refusal)


def _shown(request: MemberRequest, sent: Sent, refusal: Refused | None) -> HttpResponseBase:
    context = {
        "record": sent.record,
        "owner": sent.kind.owner,
        "kind": sent.kind,
        "heading": _heading(sent.kind, sent.row),
        "row": None if sent.kind.is_record else sent.row,
        "form": sent.form,
        "picture": sent.picture,
        "reason": sent.reason,
        "is_closed": is_closed(sent.record),
        "page": _rows(request, sent.kind, sent.record) if sent.row is None else None,
        "queue": Suggestion.objects.middle_of_queue(),
    }
    is_wrong = any(form is not None and form.errors for form in (sent.form, sent.reason, sent.picture))
    headers = {"Retry-After": str(refusal.wait)} if refusal else None
    status = 429 if refusal else 422 if is_wrong else 200
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
