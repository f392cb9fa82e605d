"""What members say, in schema.org's words."""

import datetime as dt

import pytest

from reviews.models import AggregateRating
from reviews.structured_data import aggregate_rating_thing, review_thing
from tests.factories import BODY, make_member, make_review, make_title

pytestmark = pytest.mark.django_db


def test_ratings_and_reviews_are_counted_apart() -> None:
    aggregate = AggregateRating(title=make_title(), rated_7=1, rated_8=1, rated_10=1, review_count=2)
    assert aggregate_rating_thing(aggregate) == {
        "@type": "AggregateRating",
        "ratingValue": 8.3,
        "ratingCount": 3,
        "reviewCount": 2,
        "bestRating": 10,
        "worstRating": 1,
    }


def test_title_nobody_has_rated_has_no_mean_to_tell() -> None:
    assert aggregate_rating_thing(AggregateRating(title=make_title(), review_count=1)) is None


def test_title_nobody_has_reviewed_counts_no_reviews() -> None:
    thing = aggregate_rating_thing(AggregateRating(title=make_title(), rated_1=1))
    assert thing is not None
    assert "reviewCount" not in thing


def test_review_has_its_stars_author_and_day() -> None:
    review = make_review(
        make_title(),
        make_member(username="dara", display_name="Dara"),
        stars=9,
        language="fr",
        created_at=dt.datetime(2014, 7, 20, 23, 30, tzinfo=dt.UTC),
    )
    assert review_thing(review) == {
        "@type": "Review",
        "name": "Clay remembers",
        "reviewBody": BODY,
        "author": {"@type": "Person", "name": "Dara"},
        "datePublished": "2014-07-20",
        "inLanguage": "fr",
        "reviewRating": {"@type": "Rating", "ratingValue": 9, "bestRating": 10, "worstRating": 1},
    }


def test_review_without_stars_is_left_out() -> None:
    assert review_thing(make_review(make_title(), stars=None)) is None


def test_text_with_spoilers_is_for_the_page_alone() -> None:
    thing = review_thing(make_review(make_title(), stars=9, contains_spoilers=True))
    assert thing is not None
    assert "reviewBody" not in thing
