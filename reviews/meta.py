"""What the pages of reviews and ratings say of themselves to machines."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from films.models import Title
from films.page_meta import PageMeta
from films.title_meta import short_title_thing, title_part_meta

from .models import AggregateRating, Review
from .structured_data import review_thing, said_by_members

DESCRIPTION_LENGTH = 200


def reviews_meta(
    request: HttpRequest,
    title: Title,
    aggregate: AggregateRating,
    reviews: Iterable[Review],
    *,
    is_first_page: bool,
) -> PageMeta:
    """A title's reviews; further pages and choices among them are for readers, not for search engines."""
    return title_part_meta(
        request,
        title,
        _("User reviews"),
        _("What members say of %(title)s, and how many readers found it helpful.") % {"title": title},
        is_indexed=is_first_page,
        structured_data=[short_title_thing(title) | said_by_members(aggregate, reviews)],
    )


def review_meta(request: HttpRequest, review: Review) -> PageMeta:
    """One review; what spoils the story is not told to who has not come to read it."""
    thing = review_thing(review) if review.is_visible else None
    heading = _("Review by %(author)s") % {"author": review.author.name}
    described = "" if review.contains_spoilers else Truncator(review.body).chars(DESCRIPTION_LENGTH)
    return title_part_meta(
        request,
        review.title,
        heading,
        described,
        is_indexed=review.is_visible,
        structured_data=[thing | {"itemReviewed": short_title_thing(review.title)}] if thing else [],
    )


def ratings_meta(request: HttpRequest, title: Title, aggregate: AggregateRating) -> PageMeta:
    return title_part_meta(
        request,
        title,
        _("User ratings"),
        _("How members rated %(title)s: mean, median and every star.") % {"title": title},
        structured_data=[short_title_thing(title) | said_by_members(aggregate, [])],
    )
