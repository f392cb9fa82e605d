"""A locked record, its rows, and what is done to many titles at once."""

from typing import Any

import pytest
from django.test import Client

from films.history import foresee, revising
from films.locking import may_change
from films.models import ExternalId, PersonName, Revision, Title
from films.search import find, index_titles
from tests.factories import (
    make_company,
    make_credit,
    make_member,
    make_person,
    make_staff,
    make_title,
    make_trivia,
)

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
    assert "This record is locked. An administrator can change or unlock it." in page
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
        assert "There is no such record, or it is locked." in page
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
    assert "Changed: 1." in page
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


def test_locked_people_and_companies_are_changed_by_administrators_alone(client: Client) -> None:
    person, company = make_person(is_locked=True), make_company(is_locked=True)
    name = PersonName.objects.create(person=person, name="R. Panh")
    key = ExternalId.objects.create(company=company, source="imdb", value="co0000001")
    client.force_login(make_staff("curator"))
    page = client.get(f"/admin/films/person/{person.pk}/change/").content.decode()
    assert ("This record is locked." in page, 'name="primary_name"' in page) == (True, False)
    for address in (f"person/{person.pk}", f"company/{company.pk}", f"externalid/{key.pk}"):
        assert client.post(f"/admin/films/{address}/change/", {}).status_code == 403, address
    added = {"source": "imdb", "value": "nm0000001", "person": person.pk}
    page = client.post("/admin/films/externalid/add/", added).content.decode()
    assert "There is no such record, or it is locked." in page
    chosen = {"action": "unlock", "_selected_action": [person.pk]}
    client.post("/admin/films/person/", chosen)
    person.refresh_from_db()
    assert (person.is_locked, list(PersonName.objects.all())) == (True, [name])
    client.force_login(make_staff("administrator"))
    client.post("/admin/films/person/", chosen)
    client.post("/admin/films/company/", chosen | {"_selected_action": [company.pk]})
    person.refresh_from_db()
    company.refresh_from_db()
    assert (person.is_locked, company.is_locked) == (False, False)


def test_locked_person_is_still_credited(client: Client) -> None:
    credit = make_credit(make_title(), make_person(is_locked=True))
    assert may_change(make_staff("curator"), credit)


def test_nothing_is_suggested_to_a_locked_person(client: Client) -> None:
    person = make_person(is_locked=True)
    client.force_login(make_member())
    page = client.get(f"/contribute/person/{person.pk}/record/").content.decode()
    assert "The staff have locked this page." in page
    sent = {"row-primary_name": "Nobody"}
    assert client.post(f"/contribute/person/{person.pk}/record/", sent).status_code == 403


def test_lock_keeps_a_person_from_a_curators_revert() -> None:
    person = make_person()
    with revising(by=make_member()) as revision:
        person.primary_name = "Renamed"
        person.save()
        PersonName.objects.create(person=person, name="Other")
    type(person).objects.update(is_locked=True)
    outcome = foresee([revision], make_staff("curator"))[0]
    assert [each.why for each in outcome.conflicts] == ["The record is locked."] * 2
    assert foresee([revision], make_staff("administrator"))[0].conflicts == []
