"""A locked title, its rows, and what is done to many titles at once."""

from typing import Any

import pytest
from django.test import Client

from films.models import Revision, Title
from films.search import find, index_titles
from tests.factories import make_credit, make_staff, make_title, make_trivia

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False


def locked_title(name: str = "The Missing Picture") -> Title:
    return make_title(name, is_locked=True)


def act(client: Client, action: str, *titles: Title) -> Any:
    chosen = {"action": action, "_selected_action": [title.pk for title in titles]}
    return client.post("/admin/films/title/", chosen, follow=True)


def test_curator_reads_a_locked_title_and_changes_nothing_of_it(client: Client) -> None:
    title = locked_title()
    trivia, credit = make_trivia(title), make_credit(title)
    client.force_login(make_staff("curator"))
    page = client.get(f"/admin/films/title/{title.pk}/change/").content.decode()
    assert "This title is locked. An administrator can change or unlock it." in page
    assert 'name="primary_title"' not in page
    assert (
        'name="credit_set-0-category"'
        not in client.get(f"/admin/films/title/{title.pk}/credits/").content.decode()
    )
    counts = {"credit_set-TOTAL_FORMS": 0, "credit_set-INITIAL_FORMS": 0}
    for address, data in (
        (f"title/{title.pk}/change/", {"primary_title": "Mine"}),
        (f"title/{title.pk}/credits/", counts),
        (f"trivia/{trivia.pk}/change/", {"text": "Mine", "title": title.pk}),
        (f"trivia/{trivia.pk}/delete/", {"post": "yes"}),
        (f"credit/{credit.pk}/delete/", {"post": "yes"}),
    ):
        assert client.post(f"/admin/films/{address}", data).status_code == 403, address
    chosen = {"action": "delete_selected", "_selected_action": trivia.pk, "post": "yes"}
    client.post("/admin/films/trivia/", chosen)
    trivia.refresh_from_db()
    title.refresh_from_db()
    assert (title.primary_title, trivia.text) == ("The Missing Picture", "Shot in clay.")


def test_row_is_neither_added_nor_moved_to_a_locked_title(client: Client) -> None:
    title, other = locked_title(), make_title("Graves Without a Name")
    trivia = make_trivia(other)
    client.force_login(make_staff("curator"))
    data = {"title": title.pk, "text": "Mine", "position": 0}
    for address in ("add/", f"{trivia.pk}/change/"):
        page = client.post(f"/admin/films/trivia/{address}", data).content.decode()
        assert "There is no such title, or it is locked." in page
    assert title.trivia_set.count() == 0


def test_administrator_changes_a_locked_title_and_unlocks_it(client: Client) -> None:
    title = locked_title()
    client.force_login(make_staff("administrator"))
    values = {
        "primary_title": "The Missing Image",
        "title_type": "movie",
        "is_locked": "",
        "is_published": "on",
    }
    assert client.post(f"/admin/films/title/{title.pk}/change/", values).status_code == 302
    title.refresh_from_db()
    assert (title.primary_title, title.is_locked) == ("The Missing Image", False)


def test_curator_cannot_lock_by_the_form_nor_by_an_action(client: Client) -> None:
    title = make_title()
    client.force_login(make_staff("curator"))
    values = {"primary_title": "Renamed", "title_type": "movie", "is_published": "on", "is_locked": "on"}
    client.post(f"/admin/films/title/{title.pk}/change/", values)
    act(client, "lock", title)
    title.refresh_from_db()
    assert (title.primary_title, title.is_locked) == ("Renamed", False)


def test_titles_are_published_and_taken_off_together_and_search_follows(client: Client) -> None:
    titles = [make_title("Graves Without a Name", is_published=False), make_title("Graves of others")]
    index_titles(title.pk for title in titles)
    client.force_login(make_staff("curator"))
    page = act(client, "publish", *titles).content.decode()
    assert "1 title was changed." in page
    assert sorted(hit.name for hit in find("graves").titles) == ["Graves Without a Name", "Graves of others"]
    act(client, "unpublish", *titles)
    assert find("graves").titles == []
    assert Title.objects.visible().count() == 0


def test_locked_titles_are_left_by_who_may_not_change_them(client: Client) -> None:
    titles = [locked_title(), make_title("Graves Without a Name")]
    client.force_login(make_staff("curator"))
    page = act(client, "unpublish", *titles).content.decode()
    assert "Some were left: they are locked" in page
    assert list(Title.objects.visible().values_list("is_locked", flat=True)) == [True]
    client.force_login(make_staff("administrator"))
    act(client, "lock", *titles)
    assert Title.objects.filter(is_locked=True).count() == 2
    act(client, "unlock", *titles)
    assert Title.objects.filter(is_locked=True).count() == 0


def test_what_is_done_together_is_one_revision(client: Client) -> None:
    titles = [make_title("One"), make_title("Two")]
    curator = make_staff("curator")
    client.force_login(curator)
    act(client, "unpublish", *titles)
    revision = Revision.objects.get()
    assert (revision.made_by, revision.change_set.count()) == (curator, 2)
