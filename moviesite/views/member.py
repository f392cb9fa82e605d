from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.models import User, UsernameRedirect
from reviews.models import Rating, Review

REVIEWS_LENGTH = 10


@require_safe
def member(request: HttpRequest, username: str) -> HttpResponseBase:
    """What a member shows: a little to everyone, all of it to themselves."""
    found = User.objects.shown_to(request.user).named(username).first()
    if found is None:
        return lead_on(username)
    if found.username != username:
        return redirect(found, permanent=True)
    is_own = request.user == found
    sees_ratings = is_own or found.has_public_ratings
    reviews = Review.objects.visible().by_author(found).with_title()
    context: dict[str, Any] = {
        "member": found,
        "is_own": is_own,
        "ratings": Rating.objects.by_member(found).aggregated() if sees_ratings else None,
        "review_count": reviews.count(),
        "latest_reviews": reviews.with_author().newest_first()[:REVIEWS_LENGTH],
    }
    return TemplateResponse(request, "pages/member.html", context)


def lead_on(former_username: str) -> HttpResponseBase:
    """To the member who had this name in the last 90 days."""
    former = UsernameRedirect.objects.active().from_name(former_username).select_related("member").first()
    if former is None or not former.member.has_page:
        raise Http404
    return redirect(former.member)
