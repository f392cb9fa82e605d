import pytest
from django.test import Client

from films.models import Person, Revision, Suggestion, Title
from films.search import find, index_people, index_titles
from reviews.contributing import seen_digest
from tests.factories import make_curator, make_member, make_person, make_suggestion, make_title
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db

FILM = {"row-title_type": "movie", "row-primary_title": "Graves Without a Name", "row-year": "2018"}


@pytest.fixture
def as_member(client: Client) -> Client:
    client.force_login(make_member())
    return client


def accept(client: Client, made: Suggestion, **typed: str):
    client.force_login(make_curator())
    sent = {"action": "accept", "seen": seen_digest(made), **typed}
    return client.post(f"/admin/films/suggestion/{made.pk}/change/", sent)


def test_a_search_leads_to_the_form_with_what_was_looked_for(as_member: Client) -> None:
    url = "/contribute/title/new/?name=Graves%20Without%20a%20Name"
    assert f'href="{url}"' in as_member.get("/search/?q=Graves+Without+a+Name").content.decode()
    assert 'value="Graves Without a Name"' in as_member.get(url).content.decode()


def test_a_new_title_is_suggested_and_created_as_the_staff_choose(as_member: Client) -> None:
    assert as_member.post("/contribute/title/new/", FILM).status_code == 302
    made = Suggestion.objects.get()
    assert (made.label, made.record, made.is_new_record) == ("Graves Without a Name (2018)", None, True)
    assert Title.objects.count() == 0
    assert accept(as_member, made, **FILM).status_code == 302
    title = Title.objects.get()
    made.refresh_from_db()
    assert (title.is_published, made.title, made.status) == (False, title, "accepted")
    assert Revision.objects.get().contributor == made.author


def test_a_new_title_may_be_published_at_once(as_member: Client) -> None:
    as_member.post("/contribute/title/new/", FILM)
    accept(as_member, Suggestion.objects.get(), **FILM, is_published="on")
    assert [hit.id for hit in find("graves without a name").titles] == [
        Title.objects.get(is_published=True).pk
    ]


def test_likely_duplicates_are_shown_first(as_member: Client) -> None:
    known, remake = make_title("Graves Without a Name", 2018), make_title("Graves Without a Name", 1950)
    index_titles([known.pk, remake.pk])
    response = as_member.post("/contribute/title/new/", FILM | {"note": "I saw it."})
    page = response.content.decode()
    assert (response.status_code, Suggestion.objects.count()) == (422, 0)
    assert "Is it one of these?" in text_of(page)
    assert [each.get_absolute_url() in page for each in (known, remake)] == [True, False]
    assert "I saw it." in page
    assert as_member.post("/contribute/title/new/", FILM | {"is_new": "on"}).status_code == 302


def test_a_new_person_is_suggested_after_a_look_at_namesakes(as_member: Client) -> None:
    known = make_person("Randal Douc")
    index_people([known.pk])
    typed = {"row-primary_name": "Randal Douc", "row-birth_date": "1971"}
    assert as_member.post("/contribute/person/new/", typed).status_code == 422
    assert as_member.post("/contribute/person/new/", typed | {"is_new": "on"}).status_code == 302
    accept(as_member, Suggestion.objects.get(), **typed)
    assert str(Person.objects.exclude(pk=known.pk).get().birth_date) == "1971"


def test_a_new_record_is_not_accepted_by_agreement() -> None:
    assert list(Suggestion.objects.of_rows()) == []
    made = make_suggestion()
    assert list(Suggestion.objects.of_rows()) == [made]


def test_mistakes_are_said(as_member: Client) -> None:
    refused = as_member.post("/contribute/title/new/", FILM | {"row-year": "1066"})
    assert (refused.status_code, "1066" in refused.content.decode()) == (422, True)
    assert as_member.get("/contribute/company/new/").status_code == 404


def test_a_page_for_a_new_record_leads_back(as_member: Client) -> None:
    for owner in ("title", "person"):
        assert 'href="/contributions/"' in as_member.get(f"/contribute/{owner}/new/").content.decode()
