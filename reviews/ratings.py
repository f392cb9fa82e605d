"""Giving, changing and taking back a rating. Each verb is one transaction that moves all the numbers it touches.

Locks are always taken in this order, so that no two verbs wait for each other: the title's
AggregateRating, the author's own row, reviews, the Title.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from films.models import Title
from films.search import rerank_titles
from reviews.models import STARS, AggregateRating, CommunityRules, Rating, Review
from reviews.permissions import can_rate, require_can_write


def rate(member: User, title: Title, value: int) -> Rating:
    """Give `title` this many stars, 1–10, or change to them. PermissionDenied if the member may not."""
    if value not in STARS:
        raise ValueError(f"{value!r} is not a rating from 1 to 10.")
    require_can_write(member)
    if not can_rate(member, title):
        raise PermissionDenied
    with transaction.atomic():
        aggregate = AggregateRating.objects.locked_for(title)
        rating = Rating.objects.filter(member=member, title=title).first()
        before = rating.value if rating else None
        if rating is None:
            rating = Rating.objects.create(member=member, title=title, value=value)
        elif before != value:
            rating.value, rating.updated_at = value, timezone.now()
            rating.save(update_fields=["value", "updated_at"])
        if before != value:
            _follow(aggregate, member, before, value)
    return rating


def unrate(member: User, title: Title) -> None:
    """Take the member's rating back; nothing happens if there is none."""
    with transaction.atomic():
        aggregate = AggregateRating.objects.locked_for(title)
        rating = Rating.objects.filter(member=member, title=title).first()
        if rating:
            rating.delete()
            _follow(aggregate, member, rating.value, None)


def _follow(aggregate: AggregateRating, member: User, before: int | None, after: int | None) -> None:
    """All that follows from one changed rating. The aggregate must be locked."""
    aggregate.move_rating(before, after)
    Review.objects.filter(author=member, title=aggregate.title_id).update(stars=after)
    copy_to_title(aggregate)


def copy_to_title(aggregate: AggregateRating) -> None:
    """What lists, charts and the search sort by. The aggregate must be locked."""
    Title.objects.filter(pk=aggregate.title_id).update(
        vote_count=aggregate.vote_count, score=aggregate.score_under(CommunityRules.current())
    )
    rerank_titles([aggregate.title_id])
