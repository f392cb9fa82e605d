"""A member's page: what everyone sees, and what only the member does."""

import pytest
from django.test import Client

from accounts.models import User
from reviews.keeping import note_viewing, put_on_watchlist
from reviews.models import TitleList
from tests.factories import make_member, make_review, make_title

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return make_member(username="ada", display_name="Ada Lovelace", bio="Watches engines.")


def test_everyone_sees_name_bio_and_published_reviews(client: Client, ada: User) -> None:
    make_review(make_title("Stalker"), ada, headline="The Zone waits")
    make_review(make_title("Solaris"), ada, headline="Hidden by staff", is_hidden=True)
    page = client.get("/member/ada/").content.decode()
    for shown in ("Ada Lovelace", "Watches engines.", "The Zone waits", "1 review", "Member since"):
        assert shown in page
    assert "Hidden by staff" not in page


def test_page_for_visitors_is_one_for_all(client: Client, ada: User) -> None:
    response = client.get("/member/ada/")
    assert (response.cookies, response["Cache-Control"]) == ({}, "no-cache")
    assert "Cookie" not in response.get("Vary", "")


def test_ratings_are_private_until_the_member_says_otherwise(client: Client, ada: User) -> None:
    make_review(author=ada, stars=9)
    assert "9 stars: 1" not in client.get("/member/ada/").content.decode()
    User.objects.update(has_public_ratings=True)
    assert "9 stars: 1" in client.get("/member/ada/").content.decode()


def test_member_sees_their_own_ratings(client: Client, ada: User) -> None:
    make_review(author=ada, stars=9)
    client.force_login(ada)
    page = client.get("/member/ada/").content.decode()
    assert "9 stars: 1" in page
    assert "Only you see this." in page


@pytest.mark.parametrize("name", ["nobody", "x" * 10_000, "a%00b", "%F0%9F%8E%AC", "..", "ada%2F"])
def test_no_such_member(client: Client, name: str) -> None:
    assert client.get(f"/member/{name}/").status_code == 404


def test_inactive_member_is_not_found(client: Client, ada: User) -> None:
    User.objects.update(is_active=False)
    assert client.get("/member/ada/").status_code == 404


def test_capitals_lead_to_the_name_as_it_is_written(client: Client, ada: User) -> None:
    response = client.get("/member/ADA/")
    assert (response.status_code, response["Location"]) == (301, "/member/ada/")


@pytest.mark.parametrize("rows", [1, 3])
def test_member_page_takes_five_queries(
    client: Client, ada: User, rows: int, django_assert_num_queries
) -> None:
    for n in range(rows):
        make_review(make_title(f"Title {n}"), ada)
        TitleList.objects.create(member=ada, name=f"List {n}", visibility="public")
    User.objects.update(has_public_ratings=True)
    with django_assert_num_queries(5):
        client.get("/member/ada/")


def test_what_is_kept_is_counted_for_who_may_see_it(client: Client, ada: User) -> None:
    title = make_title()
    put_on_watchlist(ada, title)
    note_viewing(ada, title, None)
    for name, visibility in (("Clay", "public"), ("Secret", "private"), ("Half", "unlisted")):
        TitleList.objects.create(member=ada, name=name, visibility=visibility)
    page = client.get("/member/ada/")
    assert (page.context["kept_counts"], [each.name for each in page.context["lists"]]) == ({}, ["Clay"])
    User.objects.update(has_public_watchlist=True)
    assert client.get("/member/ada/").context["kept_counts"] == {"watchlist": 1}
    client.force_login(ada)
    page = client.get("/member/ada/")
    assert page.context["kept_counts"] == {"watchlist": 1, "diary": 1}
    assert len(page.context["lists"]) == 3
