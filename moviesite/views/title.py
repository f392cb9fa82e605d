from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from films.models import Title
from films.related import related_titles
from films.title_page import title_page
from moviesite.meta import title_meta
from moviesite.sections import add_links, more_links, section_links
from reviews.contributing import contributors_to
from reviews.marks import mark_watchlist, member_marks
from reviews.models import AggregateRating, CriticReview, Review


@require_safe
def title(request: HttpRequest, title_id: int, slug: str = "") -> HttpResponseBase:
    titles = Title.objects.readable_by(request.user).select_related("poster", "series")
    title = get_object_or_404(titles, pk=title_id)
    if slug != title.slug:
        return redirect(title, permanent=True)
    page = title_page(title)
    counts = page.counts | {"critic_reviews": CriticReview.objects.for_title(title).count()}
    aggregate = AggregateRating.objects.for_title(title)
    review = Review.objects.visible().for_title(title).with_author().helpful_first().first()
    related = list(related_titles(title, page.rows["crew"], page.rows["keywords"]))
    mark_watchlist(request.user, related)
    return TemplateResponse(
        request,
        "pages/title.html",
        {
            "meta": title_meta(request, page, aggregate, review),
            "title": title,
            "page": page,
            "aggregate": aggregate,
            "critic_review_count": counts["critic_reviews"],
            "featured_review": review,
            "marks": member_marks(request.user, title, [review] if review else []),
            "related": related,
            "links": section_links(title, counts, aggregate),
            "more": more_links(title, counts),
            "add": add_links(title),
            "contributors": contributors_to(title),
        },
    )
