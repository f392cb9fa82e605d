import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from films.models import ExternalId, ExternalLink, IdSource
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


def test_link_is_dead_after_three_failures_in_a_row_and_alive_at_the_first_success() -> None:
    link = ExternalLink.objects.create(title=make_title(), url="https://example.org/", label="Site")
    seen = []
    for is_there in (False, True, False, False, False, False, True):
        link.note_check(is_there=is_there)
        link.refresh_from_db()
        seen.append((link.failed_checks, link.is_dead))
    assert seen == [(1, False), (0, False), (1, False), (2, False), (3, True), (3, True), (0, False)]


def test_title_page_leaves_a_dead_link_out_and_its_section_says_so(client: Client) -> None:
    title = make_title()
    title.externallink_set.create(url="https://example.org/", label="Here still", position=1)
    title.externallink_set.create(url="https://example.org/gone", label="Gone away", dead_since="2026-05-01")
    page = client.get(title.get_absolute_url()).content.decode()
    assert ("Here still" in page, "Gone away" in page) == (True, False)
    section = client.get(f"{title.get_absolute_url()}external-sites/").content.decode()
    assert "not reached since May 2026" in section
