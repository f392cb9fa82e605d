"""Every key that holds a record has its rule. A new model that names a title, a person or a company gets one, in
films.merging.catalogue or in reviews.merging.table."""

import pytest

from films.merging.relations import MODELS, relations_to, rules
from films.models import Connection, Genre, Image
from reviews.models import ModerationAction, Review

MERGED = [*MODELS.values(), Review]


def _dropped() -> list[type]:
    """Models of which a row may be dropped because the other record has the same. Decisions never are."""
    models = (relation.model for model in MODELS.values() for relation in relations_to(model))
    return [model for model in dict.fromkeys(models) if model is not ModerationAction]


@pytest.mark.parametrize("model", dict.fromkeys([*MERGED, *_dropped()]), ids=lambda model: model.__name__)
def test_every_key_to_a_record_has_a_rule(model: type) -> None:
    missing = {str(relation) for relation in relations_to(model)} - set(rules())
    assert missing == set()


def test_every_rule_is_of_a_key_that_is_there() -> None:
    held = {str(relation) for model in [*MERGED, *_dropped()] for relation in relations_to(model)}
    assert set(rules()) - held == set()


def test_kept_versions_of_rows_hold_nothing() -> None:
    assert "films.HistoricalCredit.title" not in {str(each) for each in relations_to(MODELS["title"])}
    assert {str(each) for each in relations_to(Genre)} == {"films.TitleGenre.genre"}
    assert list(relations_to(Connection)) == []
    assert [str(each) for each in relations_to(Image)] == [
        "films.Title.poster",
        "films.Person.photo",
        "films.Video.poster_frame",
    ]
