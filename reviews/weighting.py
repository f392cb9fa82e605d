"""The published formulas: how ratings become a score, and how helpful votes become an order. Plain arithmetic."""

from collections.abc import Sequence
from math import sqrt

WILSON_Z = 1.281551565545
"""One-sided 90 % confidence."""

DEFAULT_PRIOR = 6.5
"""What a title without votes is taken to be worth."""

DEFAULT_MINIMUM_VOTES = 25
"""How many votes weigh as much as the prior."""


def mean(histogram: Sequence[int]) -> float | None:
    """The mean of ratings 1–10 from their ten counts; None without ratings."""
    votes = sum(histogram)
    return sum(value * count for value, count in enumerate(histogram, start=1)) / votes if votes else None


def median(histogram: Sequence[int]) -> float | None:
    """The middle rating from the ten counts; the mean of the two middle ones when the number is even."""
    votes = sum(histogram)
    if not votes:
        return None
    return (_value_at(histogram, (votes - 1) // 2) + _value_at(histogram, votes // 2)) / 2


def _value_at(histogram: Sequence[int], place: int) -> int:
    for value, count in enumerate(histogram, start=1):
        if place < count:
            return value
        place -= count
    raise IndexError(place)


def bimodality(histogram: Sequence[int]) -> float:
    """Sarle's coefficient of ratings 1–10 from their ten counts: 5/9 when evenly spread, 1 for two equal camps.

    0 without ratings or when all are the same. Source: SAS/STAT User's Guide, version 6, 1990, CLUSTER procedure,
    without its correction for small samples.
    """
    centre, votes = mean(histogram), sum(histogram)
    if centre is None:
        return 0.0
    second, third, fourth = (
        sum(count * (value - centre) ** power for value, count in enumerate(histogram, start=1)) / votes
        for power in (2, 3, 4)
    )
    return ((third**2 / second**3) + 1) / (fourth / second**2) if second else 0.0


def weighted_score(mean: float, votes: int, prior: float, minimum: int) -> float:
    """A title's mean drawn towards `prior`, as if `minimum` more members had given it that (a Bayesian mean)."""
    return (votes * mean + minimum * prior) / (votes + minimum)


def wilson_lower_bound(positive: int, total: int, z: float = WILSON_Z) -> float:
    """The share of readers, at least, that would find a review helpful, given the votes so far; 0 without votes.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
    """
    if not total:
        return 0.0
    share = positive / total
    margin = z * sqrt((share * (1 - share) + z * z / (4 * total)) / total)
    return max(0.0, (share + z * z / (2 * total) - margin) / (1 + z * z / total))
