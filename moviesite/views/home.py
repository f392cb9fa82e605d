from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from films.models import Person, Title
from moviesite.meta import home_meta
from reviews.marks import mark_watchlist
from reviews.models import CommunityRules, Review

TOP_LENGTH, REVIEWS_LENGTH, BIRTHDAYS_LENGTH = 12, 6, 6


@require_safe
def home(request: HttpRequest) -> TemplateResponse:
    today = timezone.localdate()
    titles = Title.objects.visible().select_related("poster", "aggregate_rating")
    spotlight = titles.spotlight(today).first()
    top = list(titles.rated(CommunityRules.current().rating_minimum).best()[:TOP_LENGTH])
    popular = [] if top else list(titles.popular()[:TOP_LENGTH])
    mark_watchlist(request.user, top, popular, [spotlight] if spotlight else [])
    reviews = Review.objects.visible().with_title().with_author()
    return TemplateResponse(
        request,
        "pages/home.html",
        {
            "meta": home_meta(request),
            "spotlight": spotlight,
            "spotlight_review": spotlight and reviews.for_title(spotlight).helpful_first().first(),
            "top_titles": top,
            "popular_titles": popular,
            "latest_reviews": reviews.newest_first()[:REVIEWS_LENGTH],
            "born_today": Person.objects.born_on(today).select_related("photo")[:BIRTHDAYS_LENGTH],
        },
    )
