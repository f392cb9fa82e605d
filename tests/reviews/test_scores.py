import pytest

from films.models import Title
from reviews.models import AggregateRating, CommunityRules
from reviews.ratings import rate
from reviews.recount import differences
from reviews.scores import rescore_titles
from tests.factories import make_member, make_title

pytestmark = pytest.mark.django_db


def test_rescore_titles_follows_the_rules() -> None:
    rated, unrated, frozen = make_title(), make_title(), make_title()
    for value in (10, 9, 2):
        rate(make_member(), rated, value)
        rate(make_member(), frozen, value)
    AggregateRating.objects.filter(title=frozen).update(
        frozen_histogram=[0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
        frozen_at="2026-01-02T00:00Z",
        frozen_as_of="2026-01-01T00:00Z",
        frozen_notice="Under review.",
    )
    rules = CommunityRules.objects.create(rating_prior=5.5, rating_minimum=7)
    rescore_titles(rules)
    scores = dict(Title.objects.values_list("pk", "score"))
    assert scores[rated.pk] == pytest.approx((21 + 7 * 5.5) / 10)
    assert scores[unrated.pk] is None
    assert scores[frozen.pk] == pytest.approx((10 + 7 * 5.5) / 8)
    Title.objects.filter(pk=frozen.pk).update(vote_count=1)
    assert list(differences()) == []
