"""A member's watchlist, and the one click that puts a title on it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import MemberRequest
from films.models import Title
from films.page_meta import page_meta
from films.paging import Sort, keyset_page
from reviews.keeping import put_on_watchlist, take_off_watchlist
from reviews.keeping_forms import WatchlistForm
from reviews.marks import mark_titles
from reviews.models import WatchlistEntry
from reviews.views.finding import is_in_place, member_showing, way_back, with_title, writers_only

PAGE_LENGTH = 50
LATEST_FIRST = Sort("latest", gettext_lazy("Latest first"), ("created_at", "id"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_title
@login_required
@writers_only
def entry(request: MemberRequest, title: Title) -> HttpResponseBase:
    """Where the button is sent to. Who comes here by logging in is led back to the title."""
    form = WatchlistForm(request.POST)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["remove"]:
            take_off_watchlist(request.user, title)
        else:
            put_on_watchlist(request.user, title)
        if is_in_place(request):
            is_on = not form.cleaned_data["remove"]
            context = {"title": title, "is_on": is_on, "next": way_back(request, "")}
            return TemplateResponse(request, "components/_watch_button.html", context)
    return redirect(way_back(request, title.get_absolute_url()))


@require_safe
def of_member(request: HttpRequest, username: str) -> HttpResponseBase:
    """404 for everybody else while it is private, for crawlers too; a public one asks them to pass it by."""
    member = get_object_or_404(member_showing("watchlist", request.user), username=username)
    kept = WatchlistEntry.objects.of_member(member)
    page = keyset_page(kept.with_title(), LATEST_FIRST, request.GET, PAGE_LENGTH)
    mark_titles(request.user, [entry.title for entry in page.rows])
    heading = _("Watchlist of %(member)s") % {"member": member.name}
    return TemplateResponse(
        request,
        "reviews/watchlist.html",
        {
            "meta": page_meta(request, heading, is_indexed=not member.has_public_watchlist),
            "heading": heading,
            "member": member,
            "is_own": member == request.user,
            "off_the_site": kept.off_the_site().count() if member == request.user else 0,
            "page": page,
        },
    )
