"""What these views have in common: finding what the address names, and the way back from a deed."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.http import MemberRequest
from accounts.models import User
from films.models import Title
from reviews.models import Review
from reviews.permissions import require_can_write

IN_PLACE_HEADER = "X-In-Place"

View = Callable[..., HttpResponseBase]


def with_title(view: View) -> View:
    """Give the view the Title of its address, and readers of an outdated slug its present one.

    Staff read drafts too; nothing is sent about one.
    """

    @wraps(view)
    def found(request: HttpRequest, title_id: int, slug: str, **rest: object) -> HttpResponseBase:
        is_read = request.method in ("GET", "HEAD")
        titles = Title.objects.readable_by(request.user) if is_read else Title.objects.visible()
        title = get_object_or_404(titles.select_related("poster"), pk=title_id)
        if slug != title.slug and is_read:
            return redirect(_same_page(request, title, **rest), permanent=True)
        return view(request, title, **rest)

    return found


def writers_only(view: View) -> View:
    """Refuse whom the staff suspended, on the form as on what it sends; below `login_required`."""

    @wraps(view)
    def allowed(request: MemberRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        require_can_write(request.user)
        return view(request, *args, **kwargs)

    return allowed


def _same_page(request: HttpRequest, title: Title, **rest: object) -> str:
    name = request.resolver_match.view_name if request.resolver_match else "title"
    url = reverse(name, kwargs={"title_id": title.pk, "slug": title.slug, **rest})
    query = request.META.get("QUERY_STRING", "")
    return f"{url}?{query}" if query else url


def own_review(request: HttpRequest, review_id: int) -> Review:
    """The member's own review, whatever its state; 404 for anybody else's, and while its title is not on the site."""
    reviews = Review.objects.by_author(request.user).with_title().with_author()
    return get_object_or_404(reviews, pk=review_id)


def member_showing(what: str, reader: User | AnonymousUser) -> QuerySet[User]:
    """Members whose ratings, watchlist or diary this reader may see: those who show them, and themselves."""
    shown = Q(**{f"has_public_{what}": True})
    return User.objects.shown_to(reader).filter(shown | Q(pk=reader.pk))


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where the form said to return to, if that is on this site."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    if not url.startswith(("/", "http://", "https://")):  # a bare word would be taken for the name of a view
        return otherwise
    if url_has_allowed_host_and_scheme(url, allowed_hosts=hosts, require_https=request.is_secure()):
        return url
    return otherwise


def is_in_place(request: HttpRequest) -> bool:
    """Whether the page's script asked, and wants back only the parts that changed."""
    return IN_PLACE_HEADER in request.headers
