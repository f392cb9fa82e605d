"""One decision about many reports, or many reviews, on a page between the list and the deed."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from reviews.models import Report, Review
from reviews.moderation import (
    ABOUT_A_REVIEW,
    ABOUT_A_ROW,
    AlreadyDecided,
    Decision,
    decide_report,
    decide_review,
)
from reviews.permissions import can_decide
from reviews.report_forms import DecisionForm

MOST_AT_ONCE = 200


@admin.action(description=_("Decide about them"), permissions=["moderate"])
def decide_together(
    desk: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet[Any]
) -> HttpResponseBase | None:
    rows = list(chosen[:MOST_AT_ONCE])
    is_sent = "decide" in request.POST
    are_reviews = all(isinstance(row, Review) or row.review_id for row in rows)
    form = DecisionForm(
        request.POST if is_sent else None, kinds=ABOUT_A_REVIEW if are_reviews else ABOUT_A_ROW
    )
    if form.is_valid():
        _decide_each(desk, request, rows, form.decision)
        return None
    return TemplateResponse(
        request,
        "admin/reviews/decide.html",
        {
            **desk.admin_site.each_context(request),
            "title": _("Decide about them"),
            "opts": desk.opts,
            "rows": rows,
            "form": form,
            "action_name": "decide_together",
        },
        status=422 if form.errors else 200,
    )


def _decide_each(desk: admin.ModelAdmin, request: HttpRequest, rows: list[Any], decision: Decision) -> None:
    assert isinstance(request.user, User)  # noqa: S101  the admin lets no visitor in
    done = sum(_decide(request.user, row, decision) for row in rows)
    words = ngettext("Decided about %(count)d.", "Decided about %(count)d.", done) % {"count": done}
    desk.message_user(request, words, messages.SUCCESS)
    if left := len(rows) - done:
        words = ngettext(
            "%(count)d was left: it is your own, its author has more rights than you, or somebody decided meanwhile.",
            "%(count)d were left: they are your own, their authors have more rights than you, or somebody decided "
            "meanwhile.",
            left,
        )
        desk.message_user(request, words % {"count": left}, messages.WARNING)


def _decide(moderator: User, row: Review | Report, decision: Decision) -> bool:
    review = row if isinstance(row, Review) else row.review
    if review is not None and not can_decide(moderator, review, decision.kind):
        return False
    try:
        if isinstance(row, Report):
            decide_report(moderator, row, decision)
        else:
            decide_review(moderator, row, decision)
    except AlreadyDecided:
        return False
    return True
