"""Comparing two members' ratings."""

from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Abs, Cast

from accounts.models import User
from reviews.models import Rating
from reviews.taste import taste_match

MOST_COMPARED = 5000


@dataclass(frozen=True)
class Comparison:
    """`titles` that both rated, `difference`: the sum of the stars they differ by."""

    titles: int
    difference: int

    @property
    def match(self) -> int | None:
        return taste_match(self.titles, self.difference)


def compared(one: User, other: User) -> Comparison:
    """Of the latest 5,000 ratings of the first; one query."""
    theirs = Rating.objects.filter(member=other, title=OuterRef("title")).values("value")
    both = (
        Rating.objects.filter(member=one)
        .order_by("-updated_at", "-pk")
        .annotate(theirs=Cast(Subquery(theirs[:1]), IntegerField()))[:MOST_COMPARED]
    )
    sums = both.aggregate(titles=Count("theirs"), difference=Sum(Abs(F("theirs") - F("value"))))
    return Comparison(sums["titles"], sums["difference"] or 0)
