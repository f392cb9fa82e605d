"""Writing, editing, deleting and bringing back a review. Each verb is one transaction.

Whatever makes a review appear or disappear goes through `changing`, which keeps the title's number
of reviews and the author's right. Locks are taken in the order that reviews/ratings.py gives.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from films.models import Title
from reviews.markup import render
from reviews.models import AggregateRating, CommunityRules, Review, ReviewRevision
from reviews.permissions import can_review, require_can_write
from reviews.ratings import rate, unrate


@dataclass(frozen=True)
class ReviewText:
    """What an author writes; stars are None for no rating."""

    headline: str
    body: str
    contains_spoilers: bool = False
    language: str = "en"
    stars: int | None = None

    def differs_from(self, review: Review) -> bool:
        """In anything a reader reads. Stars are a rating, not a version of the text."""
        return any(
            getattr(self, field) != getattr(review, field)
            for field in ("headline", "body", "contains_spoilers", "language")
        )

    def write_to(self, review: Review) -> None:
        review.headline, review.body, review.body_html = self.headline, self.body, render(self.body)
        review.contains_spoilers, review.language = self.contains_spoilers, self.language
        review.updated_at = timezone.now()


def save_draft(author: User, title: Title, text: ReviewText) -> Review:
    """Keep an unfinished review where its author alone sees it. A review already published is left alone."""
    require_can_write(author)
    _require(can_review(author, title))
    with changing(author, title) as review:
        if not review.is_draft and review.deleted_at is None:
            return review
        if review.is_draft:
            text.write_to(review)
        else:
            review.is_draft, review.deleted_at = True, None
            _revise(review, text)
        review.stars = text.stars
        review.save()
    return review


def publish_review(author: User, title: Title, text: ReviewText) -> Review:
    """Make the author's one review of `title` public with this text, whatever there was of it before:

    nothing, a draft, a deleted review, or one already published, which is then edited, so that the same
    form sent twice leaves one review and no second version.
    """
    require_can_write(author)
    _require(can_review(author, title))
    with changing(author, title) as review:
        if review.is_draft:
            text.write_to(review)
            review.is_draft, review.created_at = False, timezone.now()
        else:
            review.deleted_at = None
            _revise(review, text)
        _rate_with(review, text)
        review.save()
    return review


def edit_review(review: Review, text: ReviewText) -> Review:
    """Change a published review; its earlier text stays readable as a ReviewRevision."""
    require_can_write(review.author)
    with changing(review.author, review.title) as review:
        _revise(review, text)
        _rate_with(review, text)
        review.save()
    return review


def delete_review(review: Review) -> None:
    """Take a review away until its author brings it back; after CommunityRules.undo_days it is gone."""

    def delete(review: Review) -> None:
        review.deleted_at = review.deleted_at or timezone.now()

    _change_field(review, delete, "deleted_at")


def restore_review(review: Review) -> None:
    """Bring a deleted review back. PermissionDenied when that is too late."""

    def restore(review: Review) -> None:
        _require(review.deleted_at is None or review.can_be_restored(CommunityRules.current()))
        review.deleted_at = None

    _change_field(review, restore, "deleted_at")


def set_hidden(review: Review, *, is_hidden: bool) -> None:
    """Hide a review from everybody but its author, or show it again. Staff do it by reviews.moderation."""

    def hide(review: Review) -> None:
        review.is_hidden = is_hidden
        review.is_held = review.is_held and is_hidden

    _change_field(review, hide, "is_hidden", "is_held")


def discard_review(review: Review) -> None:
    """Delete a review with its versions and votes for good."""
    with changing(review.author, review.title) as review:
        if review.pk is not None:
            review.deleted_at = timezone.now()
            Review.objects.filter(pk=review.pk).delete()


def _change_field(review: Review, change: Callable[[Review], None], *fields: str) -> None:
    with changing(review.author, review.title) as locked:
        change(locked)
        locked.save(update_fields=fields)
    for field in fields:
        setattr(review, field, getattr(locked, field))


@contextmanager
def changing(author: User, title: Title) -> Iterator[Review]:
    """The author's review of `title`, locked, or a new one; what readers can count follows the change."""
    with transaction.atomic():
        aggregate = AggregateRating.objects.locked_for(title)
        User.objects.select_for_update(no_key=True).get(pk=author.pk)
        review = Review.objects.select_for_update(no_key=True).filter(author=author, title=title).first()
        if review is None:
            review = Review(author=author, title=title, is_draft=True)
        review.author, review.title = author, title
        was_visible = review.pk is not None and review.is_visible
        yield review
        if review.is_visible != was_visible:
            aggregate.move_review_count(review.is_visible - was_visible)
            own = Review.objects.by_author(author)
            own.update(author_review_count=own.visible().count())


def _revise(review: Review, text: ReviewText) -> None:
    """Put this text in place of the published one, which is kept, and whose votes now are earlier votes."""
    if text.differs_from(review):
        ReviewRevision.objects.create(
            review=review,
            number=review.revision,
            headline=review.headline,
            body=review.body,
            body_html=review.html,
            contains_spoilers=review.contains_spoilers,
            language=review.language,
        )
        text.write_to(review)
        review.revision += 1
        review.edited_at = review.updated_at
        review.earlier_vote_count = review.vote_count


def _rate_with(review: Review, text: ReviewText) -> None:
    if text.stars is None:
        unrate(review.author, review.title)
    else:
        rate(review.author, review.title, text.stars)
    review.stars = text.stars


def _require(permission: bool) -> None:
    if not permission:
        raise PermissionDenied
