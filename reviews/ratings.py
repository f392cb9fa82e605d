"""Giving, changing and taking back a rating. Each verb is one transaction that moves all the numbers it touches.

Locks are always taken in this order, so that no two verbs wait for each other: the title's
AggregateRating, the author's own row, reviews, the Title.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from films.models import Title
from films.search import rerank_titles
from reviews.batches import batched
from reviews.models import STARS, AggregateRating, CommunityRules, Rating, Review, SetAsideVote
from reviews.permissions import VoteSetAside, can_rate, require_can_write

TITLES_AT_ONCE = 500


def rate(member: User, title: Title, value: int) -> Rating:
    """Give `title` this many stars, 1–10, or change to them. PermissionDenied if the member may not."""
    if value not in STARS:
        raise ValueError(f"{value!r} is not a rating from 1 to 10.")
    require_can_write(member)
    if not can_rate(member, title):
        raise PermissionDenied
    with transaction.atomic():
        aggregate = AggregateRating.objects.locked_for(title)
        if SetAsideVote.objects.by(member).filter(title=title).exists():
            raise VoteSetAside
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


def put_rating_back(aside: SetAsideVote, title: Title) -> None:
    """Count a rating again that was set aside."""
    aggregate = AggregateRating.objects.locked_for(title)
    Rating.objects.create(member=aside.member, title=title, value=aside.value, created_at=aside.created_at)
    _follow(aggregate, aside.member, None, aside.value)


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


@dataclass(frozen=True)
class Rated:
    """One of many ratings given at once: what it is now, and what it was; None for none."""

    title_id: int
    before: int | None
    after: int | None


@transaction.atomic
def rate_many(
    member: User, values: Mapping[int, int], *, given_at: Mapping[int, datetime] | None = None
) -> list[Rated]:
    """`rate` for many titles (key → stars) at the cost of few: those that changed.

    What is not published is passed over, and what staff set aside. `given_at` dates new ratings as first given then.
    """
    require_can_write(member)
    if not set(values.values()) <= set(STARS):
        raise ValueError("A rating is from 1 to 10.")
    published = set(Title.objects.visible().filter(pk__in=values).values_list("pk", flat=True))
    published -= set(
        SetAsideVote.objects.by(member).filter(title__in=published).values_list("title", flat=True)
    )
    aggregates = AggregateRating.objects.all_locked_for(published)
    own = {each.title_id: each for each in Rating.objects.filter(member=member, title__in=published)}
    now = timezone.now()
    changed = [
        Rated(pk, own[pk].value if pk in own else None, values[pk])
        for pk in sorted(published)
        if pk not in own or own[pk].value != values[pk]
    ]
    Rating.objects.bulk_create(
        Rating(
            member=member,
            title_id=each.title_id,
            value=each.after or 0,
            created_at=(given_at or {}).get(each.title_id, now),
        )
        for each in changed
        if each.before is None
    )
    for stars, ids in _by_stars(each for each in changed if each.before is not None):
        Rating.objects.filter(member=member, title__in=ids).update(value=stars, updated_at=now)
    _follow_many(member, aggregates, changed)
    return changed


@transaction.atomic
def unrate_many(member: User, title_ids: Collection[int]) -> None:
    """`unrate` for many titles at the cost of few."""
    aggregates = AggregateRating.objects.all_locked_for(title_ids)
    own = Rating.objects.filter(member=member, title__in=title_ids)
    changed = [Rated(pk, value, None) for pk, value in own.values_list("title", "value")]
    own.delete()
    _follow_many(member, aggregates, changed)


def _follow_many(member: User, aggregates: dict[int, AggregateRating], changed: list[Rated]) -> None:
    """All that follows from ratings of titles whose aggregates are locked."""
    if not changed:
        return
    AggregateRating.move_ratings({aggregates[each.title_id]: (each.before, each.after) for each in changed})
    for stars, ids in _by_stars(changed):
        Review.objects.filter(author=member, title__in=ids).update(stars=stars)
    rules = CommunityRules.current()
    alike = defaultdict(list)
    for each in changed:
        aggregate = aggregates[each.title_id]
        alike[aggregate.vote_count, aggregate.score_under(rules)].append(each.title_id)
    for (vote_count, score), ids in alike.items():
        for batch in batched(ids, TITLES_AT_ONCE):
            Title.objects.filter(pk__in=batch).update(vote_count=vote_count, score=score)
    rerank_titles([each.title_id for each in changed])


def _by_stars(changed: Iterable[Rated]) -> Iterator[tuple[int | None, list[int]]]:
    """The keys of titles by the stars they have now, not too many at once for one query."""
    by_stars = defaultdict(list)
    for each in changed:
        by_stars[each.after].append(each.title_id)
    for stars, ids in by_stars.items():
        for batch in batched(ids, TITLES_AT_ONCE):
            yield stars, batch
