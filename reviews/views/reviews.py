"""Reading reviews: of a title, by a member, the latest, one alone, and its earlier versions."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from films.diff import side_by_side
from films.models import Title
from films.page_meta import page_meta
from films.paging import keyset_page
from reviews.forms import ReviewFilterForm
from reviews.marks import member_marks
from reviews.markup import OPEN
from reviews.meta import review_meta, reviews_meta
from reviews.models import AggregateRating, CommunityRules, Review, ReviewRevision
from reviews.moderation import decisions_for
from reviews.orders import ReviewOrder
from reviews.permissions import can_see
from reviews.views.finding import with_title

PAGE_LENGTH = 20


@require_safe
@with_title
def of_title(request: HttpRequest, title: Title) -> HttpResponseBase:
    form = ReviewFilterForm(request.GET)
    is_valid = form.is_valid()
    reviews = Review.objects.visible().for_title(title).with_author().narrowed(**form.narrowing)
    page = keyset_page(reviews, form.order.sort, request.GET, PAGE_LENGTH, form.chosen)
    aggregate = AggregateRating.objects.for_title(title)
    is_first_page = not (form.chosen or "after" in request.GET or "before" in request.GET)
    return TemplateResponse(
        request,
        "reviews/of_title.html",
        {
            "meta": reviews_meta(request, title, aggregate, page.rows, is_first_page=is_first_page),
            "title": title,
            "aggregate": aggregate,
            "form": form,
            "page": page,
            "marks": member_marks(request.user, title, page.rows),
        },
        status=200 if is_valid else 400,
    )


@require_safe
def by_member(request: HttpRequest, username: str) -> HttpResponseBase:
    author = get_object_or_404(User.objects.shown_to(request.user), username=username)
    reviews = Review.objects.by_author(author).with_title().with_author()
    page = keyset_page(reviews.visible(), ReviewOrder.NEWEST.sort, request.GET, PAGE_LENGTH)
    return TemplateResponse(
        request,
        "reviews/by_member.html",
        {
            "meta": page_meta(request, _("Reviews by %(member)s") % {"member": author.name}),
            "author": author,
            "page": page,
            "unseen": reviews.unseen().newest_first() if request.user == author else [],
        },
    )


@require_safe
def latest(request: HttpRequest) -> HttpResponseBase:
    reviews = Review.objects.visible().with_title().with_author()
    return TemplateResponse(
        request,
        "reviews/latest.html",
        {
            "meta": page_meta(request, _("Latest reviews"), _("What members have written last.")),
            "page": keyset_page(reviews, ReviewOrder.NEWEST.sort, request.GET, PAGE_LENGTH),
        },
    )


@require_safe
def one(request: HttpRequest, review_id: int) -> HttpResponseBase:
    review = _seen_by(request, review_id)
    member_marks(request.user, reviews=[review])
    return TemplateResponse(
        request,
        "reviews/one.html",
        {
            "meta": review_meta(request, review),
            "review": review,
            "title": review.title,
            "restorable_until": review.restorable_until(CommunityRules.current()),
            "decisions": decisions_for(request.user, review),
        },
    )


@require_safe
def history(request: HttpRequest, review_id: int) -> HttpResponseBase:
    review = _seen_by(request, review_id)
    revisions = review.revisions.order_by("-number")
    return TemplateResponse(
        request,
        "reviews/history.html",
        {"review": review, "title": review.title, "revisions": revisions},
    )


@require_safe
def changes(request: HttpRequest, review_id: int, number: int) -> HttpResponseBase:
    """What changed from version `number` to the next, side by side."""
    review = _seen_by(request, review_id)
    versions: dict[int, ReviewRevision | Review] = {
        each.number: each for each in review.revisions.filter(number__range=(number, number + 1))
    }
    versions[review.revision] = review
    if number not in versions or number + 1 not in versions:
        raise Http404
    before, after = versions[number], versions[number + 1]
    return TemplateResponse(
        request,
        "reviews/changes.html",
        {
            "review": review,
            "title": review.title,
            "number": number,
            "may_spoil": review.has_spoilers or any(_spoils(each) for each in (before, after)),
            "headline": side_by_side(before.headline, after.headline),
            "body": side_by_side(before.body, after.body),
        },
    )


def _spoils(version: ReviewRevision | Review) -> bool:
    return version.contains_spoilers or OPEN in version.body


def _seen_by(request: HttpRequest, review_id: int) -> Review:
    review = get_object_or_404(Review.objects.with_title().with_author(), pk=review_id)
    if not can_see(request.user, review):
        raise Http404
    return review
