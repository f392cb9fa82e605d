"""Atom feeds of reviews: the latest, a title's, a member's."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import User
from films.models import Title
from reviews.markup import without_spoilers
from reviews.models import Review, ReviewQuerySet
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
