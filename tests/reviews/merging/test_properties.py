"""Whatever two titles hold: merging loses and doubles nothing, and undoing restores every row."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from films.merging import merge, undo
from films.merging.catalogue import remains
from films.models import MergedRow
from reviews.models import ListEntry, ModerationAction, Rating, Review
from reviews.recount import differences
from tests.reviews.merging.world import World, dump, everything

pytestmark = pytest.mark.django_db

many = settings(
    max_examples=12,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
chances = st.integers(min_value=0, max_value=2**32).map(Random)


def once(counter: Counter[Any]) -> dict[Any, int]:
    """Each thing that there is, once."""
    return dict.fromkeys(counter, 1)


@many
@given(chance=chances)
def test_nothing_is_lost_or_doubled_and_undoing_restores_every_row(chance: Random) -> None:
    with transaction.atomic():
        world = World(chance)
        kept, lost = chance.sample(world.pair, 2)
        assert list(differences()) == []
        before, said = dump(), everything([kept.pk, lost.pk])
        newest = dict(
            Rating.objects.filter(title__in=[kept, lost])
            .order_by("updated_at")
            .values_list("member", "value")
        )
        actions = list(ModerationAction.objects.order_by("pk").values("pk", "reason", "member"))

        made = merge("title", kept.pk, lost.pk, by=None)

        after = everything([kept.pk])
        assert after == {name: once(counter) for name, counter in said.items()} | {"actions": said["actions"]}
        assert remains("title", lost.pk) == []
        assert list(differences()) == []
        assert dict(Rating.objects.filter(title=kept).values_list("member", "value")) == newest
        assert list(ModerationAction.objects.order_by("pk").values("pk", "reason", "member")) == actions
        assert not Review.objects.visible().filter(body="").exists()
        for title_list in world.lists:
            places = ListEntry.objects.filter(title_list=title_list).order_by("position")
            assert list(places.values_list("position", flat=True)) == list(range(1, len(places) + 1))
        connection.check_constraints()

        undone = undo(made, by=None)

        now = dump()
        for label, rows in before.items():
            assert now[label] == rows, label
        assert undone.left_over == []
        assert not MergedRow.objects.exists()
        connection.check_constraints()
        transaction.set_rollback(True)
