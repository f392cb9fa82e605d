"""Rows to test with: each make_… stores one, with what it needs and whatever the test says otherwise."""

from itertools import count
from typing import Any

from accounts.models import User
from films.models import Goof, GoofCategory, Title, Trivia
from reviews.models import Review
from reviews.publishing import ReviewText, publish_review

_numbers = count(1)

LONG_ENOUGH = "Clay figures stand where the photographs are missing, and they look back at us. " * 3


def make_title(**fields: Any) -> Title:
    return Title.objects.create(**{"primary_title": f"Title {next(_numbers)}", "year": 2013, **fields})


def make_member(username: str = "", **fields: Any) -> User:
    username = username or f"member{next(_numbers)}"
    return User.objects.create_user(username, f"{username}@example.org", "password", **fields)


def make_review(
    title: Title | None = None,
    author: User | None = None,
    *,
    headline: str = "Colouring in",
    body: str = LONG_ENOUGH,
    stars: int | None = 8,
    contains_spoilers: bool = False,
    language: str = "en",
    **fields: Any,
) -> Review:
    """A published review, as its author would have published it; other fields are written afterwards."""
    text = ReviewText(headline, body, contains_spoilers, language, stars)
    review = publish_review(author or make_member(), title or make_title(), text)
    if fields:
        Review.objects.filter(pk=review.pk).update(**fields)
        review.refresh_from_db()
    return review


def make_trivia(title: Title | None = None, **fields: Any) -> Trivia:
    return Trivia.objects.create(title=title or make_title(), **{"text": "Shot in clay.", **fields})


def make_goof(title: Title | None = None, **fields: Any) -> Goof:
    defaults = {"text": "The boat floats twice.", "category": GoofCategory.CONTINUITY}
    return Goof.objects.create(title=title or make_title(), **{**defaults, **fields})
