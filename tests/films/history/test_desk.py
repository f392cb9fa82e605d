"""Revisions at the desk: seen row by row, taken back after a look at what that would come to, hidden."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from films.history import revising
from films.models import Revision, Title
from tests.factories import make_credit, make_member, make_title, make_trivia

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False


@pytest.fixture
def curator(client: Client) -> User:
    member = make_member(is_staff=True, username="curator")
    permissions = ("revert_revision", "view_revision", "view_title", "change_title")
    member.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(member)
    return member


def vandalise(title: Title, by: User, year: int = 1999) -> Revision:
    with revising(by=by, note="lol") as revision:
        title.year = year
        title.save()
    return revision


def test_curator_reverts_a_revision_with_a_reason(client: Client, curator: User) -> None:
    title = make_title(year=2013)
    revision = vandalise(title, make_member())
    address = f"/admin/films/revision/{revision.pk}/"
    assert f'href="{address}revert/"' in client.get(f"{address}change/").content.decode()
    page = client.get(f"{address}revert/").content.decode()
    assert "<del>2013</del>" in page
    assert "What stands against it" not in page
    assert client.post(f"{address}revert/", {"note": ""}).status_code == 422
    assert client.post(f"{address}revert/", {"note": "It was 2013"}).status_code == 302
    title.refresh_from_db()
    last = Revision.objects.latest("pk")
    assert (title.year, last.made_by, last.note, last.reverts) == (2013, curator, "It was 2013", revision)


@pytest.mark.usefixtures("curator")
def test_conflict_is_shown_and_needs_a_choice(client: Client) -> None:
    title = make_title(year=2013)
    revision = vandalise(title, make_member())
    vandalise(title, make_member(), 2012)
    address = f"/admin/films/revision/{revision.pk}/revert/"
    assert "Changed again since: year." in client.get(address).content.decode()
    response = client.post(address, {"note": "Back"})
    assert response.status_code == 422
    assert "Nothing was reverted." in response.content.decode()
    assert 'value="Back"' in response.content.decode()
    assert client.post(address, {"note": "Back", "skip_conflicts": "on"}).status_code == 302
    title.refresh_from_db()
    assert title.year == 2012


@pytest.mark.usefixtures("curator")
def test_all_that_one_person_did_is_shown_first_and_then_undone(client: Client) -> None:
    vandal, title, other = make_member(username="vandal"), make_title(year=2013), make_title("Other")
    vandalise(title, vandal)
    vandalise(other, vandal)
    address = "/admin/films/revision/undo-member/"
    assert "Show what they did" in client.get(address).content.decode()
    asked = {"member": "Vandal", "since": "2020-01-01"}
    page = client.get(address, asked).content.decode()
    assert page.count("<del>2013</del>") == 2
    assert 'value="Vandal"' in page
    assert client.post(address, {**asked, "note": "Vandalism"}).status_code == 302
    assert list(Title.objects.values_list("year", flat=True)) == [2013, 2013]
    assert Revision.objects.filter(kind="revert", note="Vandalism").count() == 2


@pytest.mark.usefixtures("curator")
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"member": "nobody", "since": "2020-01-01"}, "Nobody is called so."),
        ({"member": "curator", "since": "yesterday"}, "Enter a valid date/time."),
        ({"member": "curator\x00", "since": "2020-01-01"}, "Null characters are not allowed."),
    ],
)
def test_who_and_when_are_checked(client: Client, asked: dict[str, str], words: str) -> None:
    for ask in (client.get, client.post):
        response = ask("/admin/films/revision/undo-member/", asked)
        assert response.status_code == 422
        assert words in response.content.decode()


@pytest.mark.usefixtures("curator")
def test_nobody_else_reverts(client: Client) -> None:
    revision = vandalise(make_title(), make_member())
    client.force_login(make_member(is_staff=True))
    for path in (f"{revision.pk}/revert/", "undo-member/"):
        for ask in (client.get, client.post):
            assert ask(f"/admin/films/revision/{path}", {"note": "x"}).status_code == 403
    client.force_login(make_member())
    assert client.post(f"/admin/films/revision/{revision.pk}/revert/", {"note": "x"}).status_code == 302
    assert Revision.objects.count() == 1


@pytest.mark.usefixtures("curator")
def test_revision_is_hidden_from_the_public_and_shown_again(client: Client) -> None:
    revision = vandalise(make_title(), make_member())
    for action, status in (("hide", 404), ("show", 200)):
        client.post("/admin/films/revision/", {"action": action, "_selected_action": revision.pk})
        assert client.get(revision.get_absolute_url()).status_code == status


@pytest.mark.usefixtures("curator")
@pytest.mark.parametrize("number", [1, 3])
def test_desk_history_takes_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    draft = make_title(is_published=False)
    for each in range(number):
        with revising(by=make_member()):
            make_trivia(draft, text=f"Nonsense {each}")
            make_credit(draft)
    # Four for who asks and whether they may; the title; revisions, changes, versions of two tables, and two of names.
    with django_assert_num_queries(11):
        page = client.get(f"/admin/films/title/{draft.pk}/history/").content.decode()
    assert page.count('class="deed"') == 2 * number
    assert client.get("/admin/films/title/999/history/").status_code == 302
