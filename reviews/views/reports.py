"""“Report this”: forms about a review, an FAQ entry, or a row of a title's sections."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import MemberRequest
from films.models import FaqEntry, Title
from limits.decorators import limited
from reviews.models import Ground, Review
from reviews.permissions import can_report
from reviews.report_forms import ReportForm, RowReportForm
from reviews.reporting import BY_NAME, CatalogueRow, find_row, report
from reviews.views.finding import way_back, with_title, writers_only

Target = Review | FaqEntry | CatalogueRow


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
@limited("report")
def of_review(request: MemberRequest, review_id: int) -> HttpResponseBase:
    reviews = Review.objects.visible().with_title().with_author()
    review = get_object_or_404(reviews, pk=review_id)
    if not can_report(request.user, review):
        raise PermissionDenied
    form = ReportForm(request.POST or None)
    if form.is_valid():
        return _reported(request, review, form, review.get_absolute_url())
    return _form_page(request, form, review.title, review.headline)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
@limited("report")
def of_faq_entry(request: MemberRequest, entry_id: int) -> HttpResponseBase:
    entries = FaqEntry.objects.select_related("title__poster")
    entry = get_object_or_404(entries, pk=entry_id, title__is_published=True)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        return _reported(request, entry, form, entry.title.get_absolute_url())
    return _form_page(request, form, entry.title, entry.question)


@require_http_methods(["GET", "HEAD", "POST"])
@with_title
@login_required
@writers_only
@limited("report")
def of_row(request: MemberRequest, title: Title) -> HttpResponseBase:
    """`?section=trivia&row=7` names the row; without `row` the section as a whole is meant."""
    asked = RowReportForm(request.GET)
    asked.is_valid()
    named = {name: asked.cleaned_data.get(name) for name in ("section", "row")}
    form = RowReportForm(request.POST or None, initial=named)
    if form.is_valid():
        row = _row(title, form.cleaned_data["section"], form.cleaned_data["row"])
        return _reported(request, row, form, title.get_absolute_url())
    quote = _row(title, named["section"], named["row"]).quote if named["section"] in BY_NAME else ""
    return _form_page(request, form, title, quote)


def _row(title: Title, section: str, row_id: int | None) -> CatalogueRow:
    row = find_row(title, section, row_id or 0)
    if row is None:
        raise Http404
    return row


def _reported(request: MemberRequest, target: Target, form: ReportForm, back: str) -> HttpResponseBase:
    report(request.user, target, Ground(form.cleaned_data["reason"]), form.cleaned_data["note"])
    messages.success(request, _("Thank you. The staff will look at it."))
    return redirect(way_back(request, back))


def _form_page(request: HttpRequest, form: ReportForm, title: Title, quote: str) -> HttpResponseBase:
    return TemplateResponse(
        request,
        "reviews/report_form.html",
        {"form": form, "title": title, "quote": quote},
        status=422 if form.errors else 200,
    )
