"""Checking every stored number against the rows it counts, and mending those that differ.

The verbs keep the numbers right by difference; this is for imports that write rows in bulk, and for proof.
The database counts, a slice at a time; a slice that is being mended is locked, so that it can be run
while members vote.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import isclose
from typing import Any

from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from films.models import Title
from films.search import rerank_titles
from reviews.models import (
    STARS,
    AggregateRating,
    CommunityRules,
    HelpfulVote,
    Interest,
    InterestVote,
    Rating,
    Review,
)
from reviews.weighting import wilson_lower_bound

SLICE = 5_000
COUNT_STARS = {f"rated_{stars}": Count("pk", filter=Q(value=stars)) for stars in STARS}
AGGREGATE_FIELDS = (*COUNT_STARS, "review_count")
REVIEW_FIELDS = (
    "vote_count",
    "helpful_count",
    "earlier_vote_count",
    "helpfulness",
    "stars",
    "author_review_count",
)


@dataclass(frozen=True)
class Mended:
    """One row whose stored numbers were not what the rows say: {field: (stored, counted)}."""

    model: str
    pk: int
    fields: dict[str, tuple[Any, Any]]

    def __str__(self) -> str:
        changes = ", ".join(f"{field} {old} → {new}" for field, (old, new) in self.fields.items())
        return f"{self.model} {self.pk}: {changes}"


def recount(titles: Iterable[Title] | None = None) -> list[Mended]:
    """Mend the numbers of these titles and their reviews (all without any), and say what was wrong."""
    return list(differences(titles, mend=True))


def differences(titles: Iterable[Title] | None = None, *, mend: bool = False) -> Iterator[Mended]:
    """What is wrong, and mended when asked. Holds one slice in memory."""
    all_titles, reviews, interests = Title.objects.all(), Review.objects.all(), Interest.objects.all()
    if titles is not None:
        chosen = [title.pk for title in titles]
        all_titles, reviews = all_titles.filter(pk__in=chosen), reviews.filter(title__in=chosen)
        interests = interests.filter(Q(trivia__title__in=chosen) | Q(goof__title__in=chosen))
    yield from _in_slices(all_titles, _check_titles, mend=mend)
    yield from _in_slices(reviews, _check_reviews, mend=mend)
    yield from _in_slices(interests, _check_interests, mend=mend)


def _in_slices(rows: models.QuerySet, check: Callable[..., list[Mended]], *, mend: bool) -> Iterator[Mended]:
    last = 0
    while True:
        keys = list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:SLICE])
        if not keys:
            return
        with transaction.atomic():
            wrong = check(rows.filter(pk__range=(keys[0], keys[-1])), mend=mend)
        yield from wrong
        last = keys[-1]


def _check_titles(titles: models.QuerySet[Title], *, mend: bool) -> list[Mended]:
    """The ten counters and the review count of each AggregateRating, and their copies on the Title."""
    aggregates = AggregateRating.objects.filter(title__in=titles)
    if mend:
        rated = titles.filter(Exists(Rating.objects.filter(title=OuterRef("pk"))))
        reviewed = titles.filter(Exists(Review.objects.filter(title=OuterRef("pk"))))
        new = (rated | reviewed).filter(aggregate_rating=None)
        AggregateRating.objects.bulk_create(
            [AggregateRating(title=title) for title in new], ignore_conflicts=True
        )
        aggregates = aggregates.select_for_update().order_by("pk")
    stored = {row.pk: row for row in aggregates}
    counts = _by_key(Rating.objects.filter(title__in=titles), "title", **COUNT_STARS)
    review_counts = _by_key(
        Review.objects.visible().filter(title__in=titles), "title", review_count=Count("pk")
    )
    rules = CommunityRules.current()
    wrong = _Wrong()
    for title in titles.order_by("pk"):
        kept = stored.get(title.pk, AggregateRating(title=title))
        counted = AggregateRating(title=title, **counts.get(title.pk, {}), **review_counts.get(title.pk, {}))
        counted.frozen_histogram = kept.frozen_histogram
        wrong.compare(kept, counted, AGGREGATE_FIELDS)
        copies = Title(vote_count=counted.vote_count, score=counted.score_under(rules))
        wrong.compare(title, copies, ("vote_count", "score"))
    mended = wrong.mended(mend=mend)
    if mend:
        rerank_titles({each.pk for each in mended})
    return mended


def _check_reviews(reviews: models.QuerySet[Review], *, mend: bool) -> list[Mended]:
    """Votes and their order, the stars that follow the rating, and how much the author has written."""
    rows = reviews.select_for_update(no_key=True) if mend else reviews
    votes = _by_key(
        HelpfulVote.objects.filter(review__in=reviews),
        "review",
        vote_count=Count("pk"),
        helpful_count=Count("pk", filter=Q(is_helpful=True)),
        earlier_vote_count=Count("pk", filter=Q(revision__lt=F("review__revision"))),
    )
    own = Review.objects.visible().filter(author__in=reviews.values("author"))
    written = _by_key(own, "author", author_review_count=Count("pk"))
    rating = Rating.objects.filter(member=OuterRef("author"), title=OuterRef("title")).values("value")
    wrong = _Wrong()
    for review in rows.annotate(rated=Subquery(rating)).order_by("pk"):
        counted = Review(**votes.get(review.pk, {}))
        counted.helpfulness = wilson_lower_bound(counted.helpful_count, counted.vote_count)
        counted.stars = review.stars if review.is_draft else review.rated
        counted.author_review_count = review.author_review_count
        if review.is_visible:
            counted.author_review_count = written[review.author_id]["author_review_count"]
        wrong.compare(review, counted, REVIEW_FIELDS)
    return wrong.mended(mend=mend)


def _check_interests(interests: models.QuerySet[Interest], *, mend: bool) -> list[Mended]:
    rows = interests.select_for_update(of=("self",)) if mend else interests
    counts: dict[str, Count] = {
        "vote_count": Count("pk"),
        "interesting_count": Count("pk", filter=Q(is_interesting=True)),
    }
    on_trivia = _by_key(InterestVote.objects.filter(trivia__interest__in=interests), "trivia", **counts)
    on_goofs = _by_key(InterestVote.objects.filter(goof__interest__in=interests), "goof", **counts)
    wrong = _Wrong()
    for interest in rows.order_by("pk"):
        votes = on_trivia.get(interest.trivia_id or 0) or on_goofs.get(interest.goof_id or 0)
        wrong.compare(interest, Interest(**votes or {}), ("vote_count", "interesting_count"))
    return wrong.mended(mend=mend)


def _by_key(rows: models.QuerySet, key: str, **counts: Count) -> dict[int, dict[str, int]]:
    """{pk of what `key` names: its counts}."""
    return {row.pop(key): row for row in rows.values(key).annotate(**counts)}


class _Wrong:
    """The rows of one slice that differ, and the fields they differ in."""

    def __init__(self) -> None:
        self.rows: list[tuple[models.Model, dict[str, tuple[Any, Any]]]] = []

    def compare(self, stored: models.Model, counted: models.Model, fields: Iterable[str]) -> None:
        pairs = {field: (getattr(stored, field), getattr(counted, field)) for field in fields}
        different = {field: pair for field, pair in pairs.items() if not _agree(*pair)}
        if different:
            self.rows.append((stored, different))

    def mended(self, *, mend: bool) -> list[Mended]:
        if mend:
            for row, fields in self.rows:
                counted = {field: pair[1] for field, pair in fields.items()}
                type(row)._default_manager.filter(pk=row.pk).update(**counted)
        return [Mended(str(row._meta.model_name), row.pk, fields) for row, fields in self.rows]


def _agree(stored: float | None, counted: float | None) -> bool:
    if stored is None or counted is None:
        return stored is counted
    return isclose(stored, counted, abs_tol=1e-9)
