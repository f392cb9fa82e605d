"""Writing a review: a new one with draft and preview, editing it, deleting it, bringing it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import MemberRequest
from films.models import Title
from reviews.forms import ReviewForm
from reviews.marks import own_stars
from reviews.models import CommunityRules, Review
from reviews.publishing import (
    delete_review,
    discard_review,
    edit_review,
    publish_review,
    restore_review,
    save_draft,
)
from reviews.views.finding import own_review, with_title

PUBLISH, DRAFT, PREVIEW = "publish", "draft", "preview"


@require_http_methods(["GET", "HEAD", "POST"])
@with_title
@login_required
def new(request: MemberRequest, title: Title) -> HttpResponseBase:
    """Write a review, or go on with its draft; a published one is edited instead."""
    review = Review.objects.by_author(request.user).for_title(title).first()
    if request.method != "POST" and review and not review.is_draft and not review.deleted_at:
        return redirect("reviews:edit", review.pk)
    form = _form(request, title, review if review and review.is_draft else None)
    action = request.POST.get("action", PUBLISH)
    if form.is_valid() and action == PUBLISH:
        return redirect(publish_review(request.user, title, form.text))
    if form.is_valid() and action == DRAFT:
        draft = save_draft(request.user, title, form.text)
        messages.success(request, _("Your draft is kept. Nobody else sees it."))
        return redirect("reviews:edit", draft.pk)
    return _form_page(request, title, form, review)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: MemberRequest, review_id: int) -> HttpResponseBase:
    review = own_review(request, review_id)
    if review.is_draft or review.deleted_at:
        return redirect("reviews:new", review.title_id, review.title.slug)
    form = _form(request, review.title, review)
    if form.is_valid() and request.POST.get("action", PUBLISH) == PUBLISH:
        return redirect(edit_review(review, form.text))
    return _form_page(request, review.title, form, review)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
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
def restoration(request: MemberRequest, review_id: int) -> HttpResponseBase:
    review = own_review(request, review_id)
    restore_review(review)
    messages.success(request, _("Your review is back."))
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
        status=422 if form.errors and not wants_preview else 200,
    )
