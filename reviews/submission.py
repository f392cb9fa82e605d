"""Publishing and editing as members do it: what they submit is screened in the same transaction."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from films.models import Title
from reviews.models import Review
from reviews.publishing import ReviewText, changing, edit_review, publish_review
from reviews.screening import own_copy, screen


class AlreadySaid(Exception):  # noqa: N818  it is an answer
    """The author published the same text about another title: `review`."""

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self.review = review


@transaction.atomic
def submit_review(author: User, title: Title, text: ReviewText, earlier: Sequence[str] = ()) -> Review:
    """`publish_review`, screened with what it said earlier, if it was written elsewhere.

    Raises AlreadySaid; look at `is_held` to tell whether it waits for staff.
    """
    before = Review.objects.by_author(author).for_title(title).published().first()
    review = publish_review(author, title, text)
    return _screened(review, earlier) if before is None or text.differs_from(before) else review


@transaction.atomic
def submit_edit(review: Review, text: ReviewText) -> Review:
    """`edit_review`, screened."""
    is_changed = text.differs_from(review)
    review = edit_review(review, text)
    return _screened(review) if is_changed else review


def _screened(review: Review, earlier: Sequence[str] = ()) -> Review:
    if copy := own_copy(review):
        raise AlreadySaid(copy)
    with changing(review.author, review.title) as locked:
        screen(locked, earlier)
    return locked
