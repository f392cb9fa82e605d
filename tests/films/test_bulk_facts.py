"""A genre or a country given to many titles at once, or taken from them."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from films.history import revert
from films.models import CountryOfOrigin, Genre, Revision, Title, TitleGenre
from tests.factories import make_genre, make_member, make_staff, make_title

pytestmark = pytest.mark.django_db

LIST = "/admin/films/title/"


@pytest.fixture(autouse=True)
def curator(client: Client, settings: Any) -> User:
    settings.REQUIRE_STAFF_MFA = False
    member = make_staff("curator")
    client.force_login(member)
    return member


def send(client: Client, *titles: Title, **values: Any) -> Any:
    chosen = {"action": "genres_and_countries", "_selected_action": [title.pk for title in titles]}
    return client.post(LIST, chosen | values)


def test_genres_and_countries_of_many_titles_change_in_one_revision(client: Client, curator: User) -> None:
    one, other = make_title("One"), make_title("Other")
    drama, noir = make_genre("Drama", one), make_genre("Noir", one, other)
    CountryOfOrigin.objects.create(title=one, country="KH")
    page = send(client, one, other).content.decode()
    assert f'name="_selected_action" value="{other.pk}"' in page
    deed = {"add_genre": drama.pk, "remove_genre": noir.pk, "add_country": "KH", "note": "No crime in them"}
    assert send(client, one, other, apply="Write it", **deed).status_code == 302
    assert set(TitleGenre.objects.values_list("title", "genre")) == {(one.pk, drama.pk), (other.pk, drama.pk)}
    assert sorted(CountryOfOrigin.objects.values_list("title", "country")) == [
        (one.pk, "KH"),
        (other.pk, "KH"),
    ]
    revision = Revision.objects.get()
    assert (revision.made_by, revision.note) == (curator, "No crime in them")
    revert(revision, by=curator)
    assert set(TitleGenre.objects.values_list("title", "genre")) == {
        (one.pk, drama.pk),
        (one.pk, noir.pk),
        (other.pk, noir.pk),
    }


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"note": "x"}, "Choose what to add or to remove."),
        ({"add_country": "KH"}, "This field is required."),
        ({"add_country": "XX", "note": "x"}, "Select a valid choice."),
        ({"add_genre": "9" * 30, "note": "x"}, "Select a valid choice."),
    ],
)
def test_mistakes_are_told(client: Client, values: dict[str, str], words: str) -> None:
    response = send(client, make_title(), apply="Write it", **values)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert CountryOfOrigin.objects.exists() is False


def test_locked_titles_are_left_alone(client: Client) -> None:
    locked, other = make_title("Locked", is_locked=True), make_title("Other")
    assert "1 title is left as it is" in send(client, locked, other).content.decode()
    send(client, locked, other, apply="Write it", add_country="KH", note="x")
    assert list(CountryOfOrigin.objects.values_list("title", flat=True)) == [other.pk]


def test_nobody_else_does_it(client: Client) -> None:
    title = make_title()
    client.force_login(make_member(is_staff=True))
    assert send(client, title, apply="Write it", add_country="KH", note="x").status_code == 403
    assert (CountryOfOrigin.objects.exists(), Genre.objects.exists()) == (False, False)
