"""Saved searches: named, listed, run, deleted; their new titles in the digest, once."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from films.models import TitleGenre
from reviews import searches
from reviews.digest import send_digest
from reviews.models import Newsletter, SavedSearch
from tests.factories import make_genre, make_member, make_title

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client: Client) -> User:
    member = make_member(email="ada@example.org")
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
    client.force_login(member)
    return member


def save(client: Client, **values):
    return client.post("/searches/new/", {"name": "Recent", "criteria": "year_from=2000"} | values)


def test_a_search_is_saved_from_its_page_and_runs_at_its_address(client: Client, member: User) -> None:
    make_title("Exile", 2016)
    page = client.get("/search/titles/?year_to=&year_from=2000&page=1").content.decode()
    assert "/searches/new/?criteria=year_from%3D2000" in page
    assert b'value="year_from=2000"' in client.get("/searches/new/?criteria=year_from%3D2000").content
    assert save(client, name="  Recent  ").url == "/searches/"
    search = SavedSearch.objects.get()
    assert (search.name, search.criteria, search.is_in_digest) == ("Recent", "year_from=2000", False)
    assert search.get_absolute_url() in client.get("/searches/").content.decode()
    assert "Exile" in client.get(search.get_absolute_url()).content.decode()


def test_nothing_is_offered_to_a_visitor_or_for_no_search(client: Client) -> None:
    assert b"/searches/" not in client.get("/search/titles/?year_from=2000").content
    client.force_login(make_member())
    assert b"/searches/new/" not in client.get("/search/titles/").content


@pytest.mark.parametrize(
    "values",
    [{"name": ""}, {"name": "\u200b"}, {"criteria": ""}, {"criteria": "year_from=soon"}, {"criteria": "x=1"}],
)
def test_what_is_no_search_is_refused_beside_its_field(client: Client, member: User, values) -> None:
    assert save(client, **values).status_code == 422
    assert not SavedSearch.objects.exists()


def test_a_name_is_used_once_and_searches_are_bounded(
    client: Client, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searches, "MOST_SEARCHES", 2)
    save(client)
    assert "You have a search of this name already." in save(client).content.decode()
    save(client, name="Another")
    refused = save(client, name="Third")
    assert refused.status_code == 422
    assert "You have 2 searches" in refused.content.decode()
    assert SavedSearch.objects.count() == 2


def test_a_search_is_its_members_alone(client: Client, member: User) -> None:
    search = SavedSearch.objects.create(member=make_member(), name="Theirs", criteria="q=x")
    assert client.post(f"/search/{search.pk}/deletion/").status_code == 404
    assert client.post(f"/search/{search.pk}/digest/").status_code == 404
    assert b"Theirs" not in client.get("/searches/").content


@pytest.mark.parametrize("rows", [1, 3])
def test_searches_are_listed_in_three_queries(
    client: Client, member: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        SavedSearch.objects.create(member=member, name=f"S{number}", criteria="q=x")
    with django_assert_num_queries(3):  # session, member, searches
        assert client.get("/searches/").content.count(b"/deletion/") == rows


def test_new_titles_come_in_the_digest_once(client: Client, member: User) -> None:
    genre = make_genre("Documentary", make_title("Before", 2001))
    save(client, name="Docs", criteria="genre=documentary&year_from=2000", is_in_digest="on")
    save(client, name="Silent", criteria="year_from=2000")
    for title in (
        make_title("Graves Without a Name", 2018),
        make_title("Old", 1950),
        make_title("Draft", 2020, is_published=False),
    ):
        TitleGenre.objects.create(title=title, genre=genre)
    newsletter = Newsletter.objects.get()
    until = timezone.now() + timedelta(days=8)
    assert send_digest(newsletter, until)
    newsletter.refresh_from_db()
    assert not send_digest(newsletter, until + timedelta(days=8))
    [letter] = mail.outbox
    assert "Docs\n- Graves Without a Name (2018)\nhttp://" in letter.body
    assert "Silent" not in letter.body


def test_the_digest_of_a_search_is_switched(client: Client, member: User) -> None:
    save(client)
    url = f"/search/{SavedSearch.objects.get().pk}/digest/"
    client.post(url)
    assert SavedSearch.objects.get().is_in_digest
    client.post(url, {"remove": "on"})
    assert not SavedSearch.objects.get().is_in_digest


def test_a_search_for_what_is_gone_is_told_of_in_silence(client: Client, member: User) -> None:
    search = SavedSearch.objects.create(member=member, name="Gone", criteria="genre=gone", is_in_digest=True)
    assert searches.new_matches(search, searches.latest_title_id()) == []
