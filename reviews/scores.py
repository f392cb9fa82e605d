"""Every title's weighted score anew, when staff change what it is drawn towards."""

from django.db.models import F, FloatField, OuterRef, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from films.models import Title
from reviews.models import STARS, AggregateRating, CommunityRules


def rescore_titles(rules: CommunityRules) -> None:
    """One statement for all titles, whatever their number; then the few whose shown votes are frozen.

    The same sum as `weighting.weighted_score`, worked out by the database.
    """
    counted = AggregateRating.objects.filter(title=OuterRef("pk"))
    Title.objects.filter(vote_count__gt=0, aggregate_rating__frozen_histogram__isnull=True).update(
        score=Subquery(counted.values_list(_score(rules))[:1])
    )
    for frozen in AggregateRating.objects.filter(frozen_histogram__isnull=False).iterator():
        Title.objects.filter(pk=frozen.title_id).update(score=frozen.score_under(rules))


def _score(rules: CommunityRules) -> Combinable:
    prior, minimum = rules.rating_prior, rules.rating_minimum
    votes: Combinable = Cast(Value(0), FloatField())
    total: Combinable = Cast(Value(prior * minimum), FloatField())
    for stars in STARS:
        votes += F(f"rated_{stars}")
        total += stars * F(f"rated_{stars}")
    return total / (votes + minimum)
