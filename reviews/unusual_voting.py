"""Ratings that come in an unusual way, and a score that is shown as it was while staff look into them.

`look_for_unusual_voting` is run every hour. The thresholds are published in docs/moderation.md; change both.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from films.models import Title
from reviews.models import (
    STARS,
    ActionKind,
    AggregateRating,
    AlertKind,
    AlertStatus,
    Ground,
    ModerationAction,
    Rating,
    RatingAlert,
)
from reviews.permissions import can_freeze
from reviews.ratings import copy_to_title
from reviews.weighting import bimodality

RECENT, USUAL, NEW = timedelta(days=1), timedelta(days=30), timedelta(days=3)
FEWEST = 20
"""Ratings of a title within a day that are worth looking at."""
MOST_TIMES_USUAL = 10.0
MOST_BIMODAL = 5 / 9
"""What evenly spread ratings have; more is two camps."""
FEWEST_AT_AN_END = 0.25
MOST_BY_NEW_MEMBERS = 0.5
QUIET = timedelta(days=7)
"""For so long an alert is not raised again."""

COUNTS = {f"rated_{stars}": Count("pk", filter=Q(value=stars)) for stars in STARS}


def look_for_unusual_voting(now: datetime | None = None) -> list[RatingAlert]:
    """Raise an alert for each title and kind beyond its threshold; those raised. Three queries and one insert.

    Only titles rated within the last day are looked at, by the index on when a rating was changed last.
    """
    now = now or timezone.now()
    # What came with the starter catalogue was all given at once, and by nobody.
    recent = Rating.objects.filter(updated_at__gt=now - RECENT, updated_at__lte=now, member__is_demo=False)
    by_new = Count("pk", filter=Q(member__date_joined__gt=now - NEW))
    rows: list[Any] = list(recent.values("title").annotate(count=Count("pk"), by_new=by_new, **COUNTS))
    rows = [row for row in rows if row["count"] >= FEWEST]
    titles = [row["title"] for row in rows]
    before = Rating.objects.filter(
        title__in=titles, created_at__gt=now - RECENT - USUAL, created_at__lte=now - RECENT
    )
    earlier = dict(before.values_list("title").annotate(Count("pk")))
    known = set(RatingAlert.objects.known_since(now - QUIET).values_list("title", "kind"))
    found = [
        RatingAlert(
            title_id=row["title"],
            kind=kind,
            measured=measured,
            threshold=threshold,
            recent_count=row["count"],
            created_at=now,
        )
        for row in rows
        for kind, measured, threshold in _beyond(row, earlier.get(row["title"], 0))
        if (row["title"], kind) not in known
    ]
    # Another process may look at the same time: the database keeps one open alert of a kind.
    return RatingAlert.objects.bulk_create(found, ignore_conflicts=True)


def _beyond(row: Mapping[str, Any], earlier: int) -> Iterator[tuple[AlertKind, float, float]]:
    """(kind, measured, threshold) of each threshold that the last day's ratings of a title are beyond."""
    usual = max(1.0, earlier / USUAL.days)
    if row["count"] / usual >= MOST_TIMES_USUAL:
        yield AlertKind.RATE, row["count"] / usual, MOST_TIMES_USUAL
    histogram = [row[f"rated_{stars}"] for stars in STARS]
    if bimodality(histogram) > MOST_BIMODAL and _share_at_the_lesser_end(histogram) >= FEWEST_AT_AN_END:
        yield AlertKind.POLARISED, bimodality(histogram), MOST_BIMODAL
    if row["by_new"] / row["count"] >= MOST_BY_NEW_MEMBERS:
        yield AlertKind.NEW_MEMBERS, row["by_new"] / row["count"], MOST_BY_NEW_MEMBERS


def _share_at_the_lesser_end(histogram: Sequence[int]) -> float:
    return min(sum(histogram[:2]), sum(histogram[-2:])) / sum(histogram)


def histogram_as_of(title: Title, moment: datetime) -> list[int]:
    """The ten counts of ratings as they were at `moment`.

    Only the latest value of a rating is kept, so one that was changed since is left out.
    """
    counts = Rating.objects.filter(title=title, updated_at__lte=moment).aggregate(**COUNTS)
    return [counts[f"rated_{stars}"] for stars in STARS]


def freeze_score(moderator: User, title: Title, as_of: datetime, notice: str) -> ModerationAction:
    """Show the score as it was at `as_of`, with a public notice, while ratings go on being counted."""
    if not can_freeze(moderator):
        raise PermissionDenied
    if as_of > timezone.now():
        raise ValueError("A score is frozen as it was, not as it will be.")
    with transaction.atomic():
        aggregate = AggregateRating.objects.locked_for(title)
        aggregate.frozen_histogram = histogram_as_of(title, as_of)
        aggregate.frozen_at, aggregate.frozen_as_of, aggregate.frozen_notice = timezone.now(), as_of, notice
        _show(aggregate)
        RatingAlert.objects.for_title(title).close(AlertStatus.ACTED)
        return _write_down(ActionKind.FREEZE, moderator, title, notice)


def thaw_score(moderator: User, title: Title, reason: str) -> ModerationAction:
    """Show the score again as it is."""
    if not can_freeze(moderator):
        raise PermissionDenied
    with transaction.atomic():
        aggregate = AggregateRating.objects.locked_for(title)
        aggregate.frozen_histogram = aggregate.frozen_at = aggregate.frozen_as_of = None
        aggregate.frozen_notice = ""
        _show(aggregate)
        return _write_down(ActionKind.THAW, moderator, title, reason)


def dismiss_alerts(moderator: User, alerts: Sequence[RatingAlert]) -> int:
    """There is nothing wrong with the votes; how many were still open."""
    if not can_freeze(moderator):
        raise PermissionDenied
    keys = [alert.pk for alert in alerts]
    return RatingAlert.objects.filter(pk__in=keys).close(AlertStatus.DISMISSED)


def _show(aggregate: AggregateRating) -> None:
    fields = ["frozen_histogram", "frozen_at", "frozen_as_of", "frozen_notice"]
    aggregate.save(update_fields=fields)
    copy_to_title(aggregate)


def _write_down(kind: ActionKind, moderator: User, title: Title, reason: str) -> ModerationAction:
    return ModerationAction.objects.create(
        kind=kind, ground=Ground.VOTING, reason=reason, moderator=moderator, title=title
    )
