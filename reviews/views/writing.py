"""Writing a review: a new one with draft and preview, editing it, deleting it, bringing it back."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import MemberRequest
from films.models import Title
from limits.spending import Refused, spend
from reviews.forms import ReviewForm
from reviews.marks import own_stars
from reviews.models import CommunityRules, Review
from reviews.publishing import (
    ReviewText,
    delete_review,
    discard_review,
    restore_review,
    save_draft,
)
from reviews.submission import AlreadySaid, submit_edit, submit_review
from reviews.views.finding import own_review, with_title, writers_only

PUBLISH, DRAFT, PREVIEW = "publish", "draft", "preview"


@require_http_methods(["GET", "HEAD", "POST"])
@with_title
@login_required
@writers_only
def new(request: MemberRequest, title: Title) -> HttpResponseBase:
    """Write a review, or go on with its draft; a published one is edited instead."""
    review = Review.objects.by_author(request.user).for_title(title).first()
    if request.method != "POST" and review and not review.is_draft and not review.deleted_at:
        return redirect("reviews:edit", review.pk)
    form = _form(request, title, review if review and review.is_draft else None)
    action = request.POST.get("action", PUBLISH)
    if form.is_valid() and action == PUBLISH:
        submit = partial(submit_review, request.user, title)
        return _submitted(request, form, "review", submit) or _form_page(request, title, form, review)
    if form.is_valid() and action == DRAFT:
        draft = save_draft(request.user, title, form.text)
        messages.success(request, _("Your draft is kept. Nobody else sees it."))
        return redirect("reviews:edit", draft.pk)
    return _form_page(request, title, form, review)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
def edit(request: MemberRequest, review_id: int) -> HttpResponseBase:
    review = own_review(request, review_id)
    if review.is_draft or review.deleted_at:
        return redirect("reviews:new", review.title_id, review.title.slug)
    form = _form(request, review.title, review)
    if form.is_valid() and request.POST.get("action", PUBLISH) == PUBLISH:
        submit = partial(submit_edit, review)
        return _submitted(request, form, "edit", submit) or _form_page(request, review.title, form, review)
    return _form_page(request, review.title, form, review)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
def deletion(request: MemberRequest, review_id: int) -> HttpResponseBase:
    review = own_review(request, review_id)
    if request.method != "POST":
        context = {"review": review, "title": review.title, "rules": CommunityRules.current()}
        return TemplateResponse(request, "reviews/deletion.html", context)
    if review.is_draft:
        discard_review(review)
        messages.success(request, _("Your draft is deleted."))
        return redirect(review.title)
    delete_review(review)
    messages.success(request, _("Your review is deleted. You can bring it back from here."))
    return redirect(review)


@require_POST
@login_required
@writers_only
def restoration(request: MemberRequest, review_id: int) -> HttpResponseBase:
    review = own_review(request, review_id)
    restore_review(review)
    messages.success(request, _("Your review is back."))
    return redirect(review)


def _submitted(
    request: MemberRequest, form: ReviewForm, action: str, submit: Callable[[ReviewText], Review]
) -> HttpResponseBase | None:
    """On to the review; None when the form now says why not: too often, or the same as another review."""
    try:
        with transaction.atomic():
            spend(request, action)
            review = submit(form.text)
    except Refused as refusal:
        form.refuse(refusal)
        return None
    except AlreadySaid as same:
        words = _("You published the same text as your review of %(title)s. Write about this title.")
        form.add_error("body", words % {"title": same.review.title})
        return None
    if review.is_held:
        messages.info(request, _("Your review waits for a moderator to read it. Only you see it until then."))
    return redirect(review)


def _form(request: MemberRequest, title: Title, review: Review | None) -> ReviewForm:
    if review:
        initial = ReviewForm.initial_for(review)
    else:
        stars = own_stars(request.user, [title]).get(title.pk)
        initial = {"stars": stars or "", "language": (get_language() or "en").split("-")[0]}
    return ReviewForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        rules=CommunityRules.current(),
        is_draft=request.POST.get("action") == DRAFT,
    )


def _form_page(
    request: MemberRequest, title: Title, form: ReviewForm, review: Review | None
) -> HttpResponseBase:
    """The form with what was typed; below it a preview, when there is something to show and it was asked for."""
    wants_preview = request.POST.get("action") == PREVIEW
    status = 422 if form.errors and not wants_preview else 200
    return TemplateResponse(
        request,
        "reviews/review_form.html",
        {
            "title": title,
            "form": form,
            "review": review,
            "is_new": review is None or review.is_draft or review.deleted_at is not None,
            "preview": form.preview() if wants_preview else None,
        },
        status=429 if form.refusal else status,
        headers={"Retry-After": str(form.refusal.wait)} if form.refusal else None,
    )
