"""Whatever two people or two companies hold: merging loses and doubles nothing, undoing restores every row."""

from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from films.merging import merge, undo
from films.merging.catalogue import remains
from films.merging.comparing import compared_fields
from films.models import MergedRecord, MergedRow
from tests.reviews.merging.people import Companies, People
from tests.reviews.merging.world import dump

pytestmark = pytest.mark.django_db

many = settings(
    max_examples=30,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
chances = st.integers(min_value=0, max_value=2**32).map(Random)


@pytest.mark.parametrize("world_class", [People, Companies])
@many
@given(chance=chances)
def test_nothing_is_lost_or_doubled_and_undoing_restores_every_row(world_class: Any, chance: Random) -> None:
    with transaction.atomic():
        world = world_class(chance)
        kept, lost = (type(each).objects.get(pk=each.pk) for each in chance.sample(world.pair, 2))
        choices = {each.name: chance.choice(["kept", "lost"]) for each in compared_fields(type(kept))}
        before, said, songs = dump(), world.said([kept, lost]), world.songs_of([kept, lost])

        made = merge(world.kind, kept.pk, lost.pk, by=None, choices=choices)

        assert world.said([kept]) == {name: dict.fromkeys(rows, 1) for name, rows in said.items()}
        assert world.songs_of([kept]) == songs
        assert (remains(world.kind, lost.pk), type(kept).objects.filter(pk=lost.pk).exists()) == ([], False)
        stands = type(kept).objects.get(pk=kept.pk)
        for name, choice in choices.items():
            assert getattr(stands, name) == getattr(kept if choice == "kept" else lost, name), name
        assert MergedRecord.objects.now(world.kind, lost.pk) == kept.pk
        connection.check_constraints()

        undone = undo(made, by=None)

        now = dump()
        for label, rows in before.items():
            assert now[label] == rows, label
        assert (undone.left_over, MergedRow.objects.exists()) == ([], False)
        connection.check_constraints()
        transaction.set_rollback(True)


@many
@given(chance=chances)
def test_merges_of_three_are_undone_the_last_one_first(chance: Random) -> None:
    with transaction.atomic():
        world = People(chance)
        first, second, third = chance.sample(list(type(world.pair[0]).objects.all()), 3)
        before, said = dump(), world.said([first, second, third])
        made = [merge("person", second.pk, third.pk, by=None), merge("person", first.pk, second.pk, by=None)]
        assert world.said([first]) == {name: dict.fromkeys(rows, 1) for name, rows in said.items()}
        assert MergedRecord.objects.now("person", third.pk) == first.pk
        for each in reversed(made):
            assert undo(each, by=None).left_over == []
        now = dump()
        for label, rows in before.items():
            assert now[label] == rows, label
        transaction.set_rollback(True)
