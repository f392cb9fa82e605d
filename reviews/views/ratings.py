"""Rating a title, its ratings in figures, and how they become a score."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import MemberRequest
from films.models import Title
from films.page_meta import page_meta
from limits.decorators import limited
from reviews import taste
from reviews.forms import RatingForm
from reviews.marks import mark_titles
from reviews.meta import ratings_meta
from reviews.models import AggregateRating, CommunityRules
from reviews.ratings import rate, unrate
from reviews.taste import taste_match
from reviews.views.finding import is_in_place, way_back, with_title, writers_only
from reviews.weighting import WILSON_Z, weighted_score, wilson_lower_bound

EXAMPLE_MEAN, EXAMPLE_VOTES = 9.0, (1, 10, 25, 100, 1_000, 100_000)
EXAMPLE_TASTES = ((5, 0), (20, 0), (100, 50), (100, 250), (100, 450))
TASTE = {
    name: getattr(taste, name)
    for name in ("FEWEST", "STRANGERS_DIFFERENCE", "STRANGERS_TITLES", "POINTS_PER_STAR")
}
EXAMPLE_HELPFUL = ((1, 1), (5, 7), (50, 70), (7, 7))


@require_http_methods(["GET", "HEAD", "POST"])
@with_title
@login_required
@writers_only
@limited("rating")
def rating(request: MemberRequest, title: Title) -> HttpResponseBase:
    """The member's own rating of a title: a form of its own, and where every rating form is sent to."""
    form = RatingForm(request.POST if request.method == "POST" else None)
    back = way_back(request, title.get_absolute_url())
    if form.is_valid():
        if form.cleaned_data["remove"]:
            unrate(request.user, title)
        else:
            rate(request.user, title, form.cleaned_data["value"])
        if not is_in_place(request):
            return redirect(back)
        title.refresh_from_db(fields=["score"])
    mark_titles(request.user, [title])
    return TemplateResponse(
        request,
        "reviews/_rated.html" if is_in_place(request) else "reviews/rating.html",
        {
            "title": title,
            "aggregate": AggregateRating.objects.for_title(title),
            "stars": title.own_stars,
            "errors": form.errors.get("value", []),
            "next": back,
        },
        status=422 if form.errors else 200,
    )


@require_safe
@with_title
def of_title(request: HttpRequest, title: Title) -> HttpResponseBase:
    aggregate = AggregateRating.objects.for_title(title)
    return TemplateResponse(
        request,
        "reviews/ratings.html",
        {
            "meta": ratings_meta(request, title, aggregate),
            "title": title,
            "aggregate": aggregate,
            "rules": CommunityRules.current(),
        },
    )


@require_safe
def explained(request: HttpRequest) -> HttpResponseBase:
    rules = CommunityRules.current()
    prior, minimum = rules.rating_prior, rules.rating_minimum
    return TemplateResponse(
        request,
        "reviews/ratings_explained.html",
        {
            "meta": page_meta(
                request,
                _("How ratings become a score"),
                _("The published formulas: weighted scores, and the order of reviews."),
            ),
            "rules": rules,
            "z": WILSON_Z,
            "mean": EXAMPLE_MEAN,
            "scores": [
                (votes, weighted_score(EXAMPLE_MEAN, votes, prior, minimum)) for votes in EXAMPLE_VOTES
            ],
            "taste": TASTE,
            "taste_examples": [
                (titles, difference / titles, taste_match(titles, difference))
                for titles, difference in EXAMPLE_TASTES
            ],
            "bounds": [(yes, total, wilson_lower_bound(yes, total)) for yes, total in EXAMPLE_HELPFUL],
        },
    )
