"""Votes: whether a review helped, whether trivia or a goof is interesting.

Who is sent here by logging in, with nothing to cast yet, is shown what the vote would be about.
"""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.http import MemberRequest
from films.models import Goof, Trivia
from limits.decorators import limited
from reviews.forms import VoteForm
from reviews.marks import mark_interest, member_marks
from reviews.models import Review
from reviews.views.finding import is_in_place, way_back, writers_only
from reviews.votes import (
    cast_helpful_vote,
    cast_interest_vote,
    withdraw_helpful_vote,
    withdraw_interest_vote,
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
@limited("vote")
def helpful(request: MemberRequest, review_id: int) -> HttpResponseBase:
    reviews = Review.objects.visible().with_title().with_author()
    review = get_object_or_404(reviews, pk=review_id)
    back = way_back(request, review.get_absolute_url())
    if request.method == "POST":
        vote = _vote(request)
        if vote is None:
            withdraw_helpful_vote(request.user, review)
        else:
            cast_helpful_vote(request.user, review, is_helpful=vote)
    if not is_in_place(request):
        return redirect(back)
    review = get_object_or_404(reviews, pk=review_id)
    member_marks(request.user, reviews=[review])
    return TemplateResponse(request, "reviews/_votes.html", {"review": review, "next": back})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
@limited("vote")
def interest(request: MemberRequest, kind: str, remark_id: int) -> HttpResponseBase:
    remark = _remark(kind, remark_id)
    back = way_back(request, remark.title.get_absolute_url())
    if request.method == "POST":
        vote = _vote(request)
        if vote is None:
            withdraw_interest_vote(request.user, remark)
        else:
            cast_interest_vote(request.user, remark, is_interesting=vote)
    if not is_in_place(request):
        return redirect(back)
    mark_interest(request.user, [remark], kind)
    return TemplateResponse(request, "reviews/_interest.html", {"remark": remark, "kind": kind, "next": back})


def _remark(kind: str, pk: int) -> Trivia | Goof:
    if kind == "goof":
        return get_object_or_404(Goof, pk=pk, title__is_published=True)
    return get_object_or_404(Trivia, pk=pk, title__is_published=True)


def _vote(request: HttpRequest) -> bool | None:
    """Yes, no, or None for neither any more."""
    form = VoteForm(request.POST)
    if not form.is_valid():
        raise BadRequest("A vote is yes, no or none.")
    return {"yes": True, "no": False, "none": None}[form.cleaned_data["vote"]]
