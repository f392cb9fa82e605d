from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from films.models import Person, Title
from reviews.models import Review

TOP_LENGTH, REVIEWS_LENGTH, BIRTHDAYS_LENGTH = 12, 6, 6


@require_safe
def home(request: HttpRequest) -> TemplateResponse:
    today = timezone.localdate()
    titles = Title.objects.visible().select_related("poster", "aggregate_rating")
    spotlight = titles.spotlight(today).first()
    reviews = Review.objects.visible().select_related("title__poster", "author")
    return TemplateResponse(
        request,
        "pages/home.html",
        {
            "spotlight": spotlight,
            "spotlight_review": spotlight and reviews.for_title(spotlight).helpful_first().first(),
            "top_titles": titles.best()[:TOP_LENGTH],
            "latest_reviews": reviews.newest_first()[:REVIEWS_LENGTH],
            "born_today": Person.objects.born_on(today).select_related("photo")[:BIRTHDAYS_LENGTH],
        },
    )
