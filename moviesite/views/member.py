from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.models import User, UsernameRedirect
from reviews.comparing import Comparison, compared
from reviews.models import Rating, Review, TitleList, Viewing, WatchlistEntry

REVIEWS_LENGTH, LISTS_LENGTH = 10, 6


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
    lists = TitleList.objects.of_member(found).counted().latest_first()
    context: dict[str, Any] = {
        "member": found,
        "is_own": is_own,
        "ratings": Rating.objects.by_member(found).aggregated() if sees_ratings else None,
        "review_count": reviews.count(),
        "kept_counts": kept_counts(found, is_own=is_own),
        "comparison": comparison(request.user, found),
        "latest_reviews": reviews.with_author().newest_first()[:REVIEWS_LENGTH],
        "lists": (lists if is_own else lists.public())[:LISTS_LENGTH],
    }
    return TemplateResponse(request, "pages/member.html", context)


def kept_counts(member: User, *, is_own: bool) -> dict[str, int]:
    """How many titles are on the watchlist and in the diary, where the reader may know."""
    counts = {}
    if is_own or member.has_public_watchlist:
        counts["watchlist"] = WatchlistEntry.objects.of_member(member).with_title().count()
    if is_own or member.has_public_diary:
        counts["diary"] = Viewing.objects.of_member(member).with_title().count()
    return counts


def comparison(reader: User | AnonymousUser, member: User) -> Comparison | None:
    """The reader's taste beside the member's, if the member's ratings are for everyone to see."""
    if not reader.is_authenticated or reader == member or not member.has_public_ratings:
        return None
    return compared(reader, member)


def lead_on(former_username: str) -> HttpResponseBase:
    """To the member who had this name in the last 90 days."""
    former = UsernameRedirect.objects.active().from_name(former_username).select_related("member").first()
    if former is None or not former.member.has_page:
        raise Http404
    return redirect(former.member)
