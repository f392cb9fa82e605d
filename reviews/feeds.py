"""Atom feeds of reviews: the latest, a title's, a member's; and a member's private one of what they follow."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import User
from films.models import Title
from reviews.markup import without_spoilers
from reviews.models import News, Newsletter, Review, ReviewQuerySet
from reviews.plain_text import clean_text

LENGTH = 30


class LatestReviews(Feed):
    """How one review reads in a feed reader, spoilers left on the site; and the feed of all of them."""

    feed_type = Atom1Feed

    def title(self, obj: Any) -> str:
        return _("Latest reviews")

    def link(self, obj: Any) -> str:
        return reverse("reviews:latest")

    def reviews(self, obj: Any) -> ReviewQuerySet:
        return Review.objects.visible()

    def items(self, obj: Any) -> ReviewQuerySet:
        return self.reviews(obj).with_title().with_author().newest_first()[:LENGTH]

    def item_title(self, item: Review) -> str:
        return clean_text(f"{item.title}: {item.headline}")

    def item_description(self, item: Review) -> str:
        if item.has_spoilers:
            return format_html(
                "<p>{}</p>", _("This review gives the story away. It can be read on the site.")
            )
        return clean_text(without_spoilers(item.html))

    def item_author_name(self, item: Review) -> str:
        return clean_text(item.author.name)

    def item_pubdate(self, item: Review) -> datetime:
        return item.created_at

    def item_updateddate(self, item: Review) -> datetime:
        return item.edited_at or item.created_at


class ReviewsOfTitle(LatestReviews):
    def get_object(self, request: HttpRequest, title_id: int, slug: str) -> Title:
        return get_object_or_404(Title.objects.visible(), pk=title_id)

    def title(self, obj: Title) -> str:
        return clean_text(_("Reviews of %(title)s") % {"title": obj})

    def link(self, obj: Title) -> str:
        return reverse("reviews:of-title", args=[obj.pk, obj.slug])

    def reviews(self, obj: Title) -> ReviewQuerySet:
        return Review.objects.visible().for_title(obj)


class ReviewsByMember(LatestReviews):
    def get_object(self, request: HttpRequest, username: str) -> User:
        return get_object_or_404(User.objects.shown_to(AnonymousUser()), username=username)

    def title(self, obj: User) -> str:
        return clean_text(_("Reviews by %(member)s") % {"member": obj.name})

    def link(self, obj: User) -> str:
        return reverse("reviews:by-member", args=[obj.username])

    def reviews(self, obj: User) -> ReviewQuerySet:
        return Review.objects.visible().by_author(obj)


class NewsOfMember(Feed):
    """What is new about all that a member follows. Who knows the address reads it: it is theirs to keep or reset."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-cache"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def get_object(self, request: HttpRequest, key: str) -> Newsletter:
        found = Newsletter.objects.select_related("member").filter(member__is_active=True)
        if "\x00" in key:  # which PostgreSQL refuses even to look for
            found = found.none()
        return get_object_or_404(found, feed_key=key)

    def title(self, obj: Newsletter) -> str:
        return _("What you follow on %(site)s") % {"site": settings.SITE_NAME}

    def link(self, obj: Newsletter) -> str:
        return reverse("reviews:following")

    def items(self, obj: Newsletter) -> list[News]:
        news = News.objects.for_member(obj.member).releases_in(obj.country)
        return list(news.with_subject().latest_first()[:LENGTH])

    def item_title(self, item: News) -> str:
        return clean_text(f"{item.subject}: {item.text}")

    def item_description(self, item: News) -> str:
        return ""

    def item_guid(self, item: News) -> str:
        return f"{settings.SITE_URL}{reverse('reviews:following')}#news-{item.pk}"

    def item_pubdate(self, item: News) -> datetime:
        return item.made_at

    def item_updateddate(self, item: News) -> datetime:
        return item.made_at
