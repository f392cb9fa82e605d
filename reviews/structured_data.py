"""What members say about a title as schema.org things: plain dicts, what is not known left out."""

from collections.abc import Iterable
from typing import Any

from films.structured_data import known

from .models import AggregateRating, Review
from .models.rating import STARS

SCALE = {"bestRating": STARS[-1], "worstRating": STARS[0]}


def aggregate_rating_thing(aggregate: AggregateRating) -> dict[str, Any] | None:
    """A title's mean; how many rated and how many reviewed are two numbers. None while nobody has rated."""
    if aggregate.value is None:
        return None
    thing = {
        "@type": "AggregateRating",
        "ratingValue": round(aggregate.value, 1),
        "ratingCount": aggregate.vote_count,
        **SCALE,
    }
    return thing | ({"reviewCount": aggregate.review_count} if aggregate.review_count else {})


def said_by_members(aggregate: AggregateRating, reviews: Iterable[Review]) -> dict[str, Any]:
    """Both as properties of their title's thing: its ratings, and those of the page's reviews that have stars."""
    things = [thing for thing in map(review_thing, reviews) if thing]
    return known({"aggregateRating": aggregate_rating_thing(aggregate), "review": things})


def review_thing(review: Review) -> dict[str, Any] | None:
    """A member's review that stands on the page; None without stars. The text of one with spoilers stays out."""
    if review.stars is None:
        return None
    return known(
        {
            "@type": "Review",
            "name": review.headline,
            "reviewBody": "" if review.has_spoilers else review.body,
            "author": {"@type": "Person", "name": review.author.name},
            "datePublished": review.created_at.date().isoformat(),
            "inLanguage": review.language,
            "reviewRating": {"@type": "Rating", "ratingValue": review.stars, **SCALE},
        }
    )
