import pytest
from django.db import IntegrityError, transaction

from films.models import ExternalId, IdSource
from tests.factories import make_person, make_title

pytestmark = pytest.mark.django_db


def test_external_id_is_unique_per_source_and_kind() -> None:
    ExternalId.objects.create(title=make_title(), source=IdSource.TMDB, value="186997")
    # Other catalogues number titles and people apart.
    ExternalId.objects.create(person=make_person(), source=IdSource.TMDB, value="186997")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalId.objects.create(title=make_title("Another"), source=IdSource.TMDB, value="186997")


def test_external_id_is_of_exactly_one_thing() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalId.objects.create(source=IdSource.IMDB, value="tt2852470")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalId.objects.create(
            title=make_title(), person=make_person(), source=IdSource.IMDB, value="tt2852470"
        )


def test_external_id_leads_to_the_record_elsewhere() -> None:
    title = ExternalId(title=make_title(), source=IdSource.IMDB, value="tt2852470")
    person = ExternalId(person=make_person(), source=IdSource.IMDB, value="nm0659454")
    assert title.url == "https://www.imdb.com/title/tt2852470/"
    assert person.url == "https://www.imdb.com/name/nm0659454/"
