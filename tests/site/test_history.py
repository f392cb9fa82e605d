"""The public history of a title, a person or a company, and the page of one revision."""

from typing import Any

import pytest
from django.test import Client

from films.history import revert, revising
from films.models import Aka, Connection, Credit, ReleaseDate, Revision, Title
from tests.factories import (
    make_company,
    make_credit,
    make_genre,
    make_member,
    make_person,
    make_title,
    make_trivia,
)

pytestmark = pytest.mark.django_db


def history(client: Client, record: Any, query: str = "") -> str:
    response = client.get(f"{record.get_absolute_url()}history/{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_history_says_who_why_and_what_in_the_readers_words(client: Client) -> None:
    title, person = make_title(), make_person("Rithy Panh")
    curator = make_member(display_name="Ada")
    with revising(by=curator, note="From the poster", source_url="https://example.org/poster"):
        ReleaseDate.objects.create(title=title, country="FR", date="2013-05-19", kind="festival")
        credit = make_credit(title, person, category="director")
    with revising(by=curator):
        credit.category = "writer"
        credit.save()
    page = history(client, title)
    assert "edit by Ada" in page
    assert "From the poster" in page
    assert 'href="https://example.org/poster" rel="nofollow ugc noopener"' in page
    for words in ('<dd dir="auto">France (FR)</dd>', "19 May 2013", "festival"):
        assert words in page
    assert "<del>Directed</del>" in page
    assert "<ins>Writing</ins>" in page
    assert "Rithy Panh" in page


def test_long_text_is_compared_word_by_word(client: Client) -> None:
    title = make_title(plot_outline="A quiet film of clay.")
    with revising(by=None):
        title.plot_outline = "A loud film of clay."
        title.save()
    page = history(client, title)
    assert "A <del>quiet</del> film of clay." in page
    assert "A <ins>loud</ins> film of clay." in page
    assert "edit by the site" in page


def test_markup_in_a_change_is_text(client: Client) -> None:
    title = make_title()
    with revising(by=None, note="<script>alert(1)</script>"):
        make_trivia(title, text="<img src=x onerror=alert(1)>")
    page = history(client, title)
    assert "<script>alert" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


@pytest.mark.parametrize("number", [1, 3])
def test_history_takes_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    title, gone = make_title(), []
    for _each in range(number):
        with revising(by=make_member()):
            make_credit(title)
            credit = make_credit(title)
        with revising(by=make_member()):
            person = credit.person
            credit.delete()
            assert person
            person.delete()
            gone.append(person)
    # The title; the revisions with their people; the changes; the credits' versions; titles, people, and those gone.
    with django_assert_num_queries(7):
        page = history(client, title)
    assert all(str(person) in page for person in gone)


def test_history_of_many_revisions_comes_in_pages(client: Client, django_assert_num_queries: Any) -> None:
    title = make_title()
    for number in range(45):
        with revising(by=None):
            title.plot_outline = f"Version {number}."
            title.save()
    first = client.get(f"{title.get_absolute_url()}history/")
    assert [told.revision.pk for told in first.context["entries"]] == list(
        Revision.objects.order_by("-pk").values_list("pk", flat=True)[:20]
    )
    address = f"{title.get_absolute_url()}history/"
    second = client.get(f"{address}?{first.context['page'].next_query}")
    with django_assert_num_queries(5):
        last = client.get(f"{address}?{second.context['page'].next_query}")
    assert len(last.context["entries"]) == 5
    assert client.get(f"{title.get_absolute_url()}history/?after=x").status_code == 404


def test_revision_of_many_rows_is_cut_in_the_list_and_whole_on_its_own_page(client: Client) -> None:
    title = make_title()
    with revising(by=None) as revision:
        for number in range(30):
            Aka.objects.create(title=title, text=f"Aka {number}")
    assert f'<a href="/revision/{revision.pk}/">18 more rows</a>' in history(client, title)
    page = client.get(revision.get_absolute_url()).content.decode()
    assert page.count('class="deed"') == 30


def test_person_and_company_have_a_history_too(client: Client) -> None:
    person, company, title = make_person("Rithy Panh"), make_company(), make_title()
    with revising(by=None):
        make_credit(title, person)
        title.companycredit_set.create(company=company, role="production")
    assert "The Missing Picture" not in history(client, make_person("Somebody else"))
    assert '<b dir="auto">Rithy Panh, Cast</b>' in history(client, person)
    assert '<b dir="auto">Bophana Production</b>' in history(client, company)


def test_drafts_and_hidden_revisions_are_not_told(client: Client) -> None:
    person, draft = make_person("Rithy Panh"), make_title("Secret", is_published=False)
    with revising(by=None) as of_draft:
        make_credit(draft, person)
    with revising(by=None) as hidden:
        person.bio = "Slander."
        person.save()
    Revision.objects.filter(pk=hidden.pk).update(is_hidden=True)
    page = history(client, person)
    assert "Nothing here has been changed" in page
    assert client.get(f"/title/{draft.pk}/secret/history/").status_code == 404
    assert client.get(of_draft.get_absolute_url()).status_code == 404
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get("/revision/999999/").status_code == 404


def test_contributor_is_named_and_whoever_left_is_not(client: Client) -> None:
    title, leaver = make_title(), make_member()
    with revising(
        by=make_member(display_name="Ada"), kind="suggestion", contributor=make_member(display_name="Bo")
    ):
        make_trivia(title)
    with revising(by=leaver):
        make_trivia(title, text="More.")
    leaver.delete()
    page = history(client, title)
    assert "accepted suggestion, suggested by Bo, accepted by Ada" in page
    assert "edit by a former member" in page


def test_revert_links_what_it_undid(client: Client) -> None:
    title = make_title()
    with revising(by=None) as revision:
        make_trivia(title)
    revert(revision, by=make_member(display_name="Ada"))
    page = history(client, title)
    assert f'revert by Ada, undoing <a href="/revision/{revision.pk}/">revision {revision.pk}</a>' in page


def test_connection_is_told_by_the_name_of_the_other_title(client: Client) -> None:
    title, other = make_title(), make_title("S-21")
    with revising(by=None):
        Connection.objects.create(title=title, other_title=other, kind="features")
    assert '<b dir="auto">Features S-21 (2013)</b>' in history(client, title)


def test_old_slug_leads_to_the_right_one(client: Client) -> None:
    for record, word in ((make_title(), "title"), (make_person(), "name"), (make_company(), "company")):
        response = client.get(f"/{word}/{record.pk}/wrong/history/")
        assert (response.status_code, response.headers["Location"]) == (
            301,
            f"{record.get_absolute_url()}history/",
        )


def test_pages_link_their_history_which_no_search_engine_keeps(client: Client) -> None:
    for record in (make_title(), make_person(), make_company()):
        page = client.get(record.get_absolute_url()).content.decode()
        assert f'href="{record.get_absolute_url()}history/"' in page
        assert 'content="noindex' in history(client, record)


def test_rows_that_refer_to_what_nobody_remembers_have_no_name(client: Client) -> None:
    title = make_title()
    genre = make_genre("Noir")
    with revising(by=None):
        title.titlegenre_set.create(genre=genre)
    title.titlegenre_set.all().delete()
    genre.history.all().delete()
    type(genre).objects.all().delete()
    genre.history.all().delete()
    assert "number " in history(client, title)
    assert Credit.objects.count() == 0
    assert Title.objects.count() == 1


def test_history_names_no_draft_that_a_row_refers_to(client: Client) -> None:
    title, draft = make_title(), make_title("Zzyzx Unseen", is_published=False)
    with revising(by=None) as revision:
        Connection.objects.create(title=title, kind="follows", other_title=draft, note="clay")
    Title.objects.filter(pk=title.pk).update(title_type="tv_episode")
    title.refresh_from_db()
    with revising(by=None):
        title.series = draft
        title.save()
    page = history(client, title)
    assert "clay" in page
    assert f"number {draft.pk}" in page
    assert "Zzyzx" not in page
    assert "Zzyzx" not in client.get(f"/revision/{revision.pk}/").content.decode()
