from typing import Any

import pytest
from django.test import Client

from films.duplicates import scan
from films.models import DuplicateCandidate
from tests.factories import make_staff, make_title

pytestmark = pytest.mark.django_db

LIST = "/admin/films/duplicatecandidate/"


@pytest.fixture(autouse=True)
def desk(settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False


def test_list_shows_what_is_open_and_leads_to_comparing(client: Client) -> None:
    one, other = make_title("Clay"), make_title("Clay")
    scan("title")
    client.force_login(make_staff("curator"))
    page = client.get(LIST).content.decode()
    assert "Clay (2013) / Clay (2013)" in page
    assert "same name, same year" in page
    assert f"/admin/films/merge/compare/?kind=title&amp;kept={one.pk}&amp;lost={other.pk}" in page
    sent = {"action": "dismiss", "_selected_action": DuplicateCandidate.objects.get().pk}
    client.post(LIST, sent)
    assert DuplicateCandidate.objects.get().status == "dismissed"
    assert "Clay (2013)" not in client.get(LIST).content.decode()
    assert "Clay (2013)" in client.get(LIST, {"status": "dismissed"}).content.decode()
    assert client.get(LIST, {"status": "no such"}).status_code == 200


def test_moderators_do_not_see_or_dismiss_them(client: Client) -> None:
    make_title("Clay"), make_title("Clay")
    scan("title")
    client.force_login(make_staff("moderator"))
    sent = {"action": "dismiss", "_selected_action": DuplicateCandidate.objects.get().pk}
    assert (client.get(LIST).status_code, client.post(LIST, sent).status_code) == (403, 403)
    assert DuplicateCandidate.objects.open().count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_as_many_queries_whatever_its_rows(
    client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        make_title(f"Clay {number}"), make_title(f"Clay {number}")
    scan("title")
    client.force_login(make_staff("curator"))
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)
