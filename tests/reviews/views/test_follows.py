"""Following by a button, the page of what one follows, and the private feed."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from reviews.following import follow
from reviews.models import Follow, News, NewsKind, Newsletter
from tests.factories import make_member, make_person, make_title

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client: Client) -> User:
    member = make_member()
    client.force_login(member)
    return member


def make_news(title, **values) -> News:
    values = {"kind": NewsKind.SECTION, "section": "trivia", "key": f"test {timezone.now()}"} | values
    return News.objects.create(title=title, **values)


@pytest.mark.parametrize("make", [make_title, make_person])
def test_one_click_follows_and_another_stops(client: Client, member: User, make) -> None:
    target = make()
    url = f"{target.get_absolute_url()}follow/"
    assert b"You follow this" not in client.get(target.get_absolute_url()).content
    for _ in range(2):
        assert client.post(url).url == target.get_absolute_url()
    assert b"You follow this" in client.get(target.get_absolute_url()).content
    assert Follow.objects.count() == 1
    assert client.post(url, {"remove": "on", "next": "/following/"}).url == "/following/"
    assert Follow.objects.count() == 0


@pytest.mark.parametrize("make", [make_title, make_person])
def test_a_visitor_is_shown_no_button_and_asked_to_log_in(client: Client, make) -> None:
    target = make()
    assert b"/follow/" not in client.get(target.get_absolute_url()).content
    assert client.post(f"{target.get_absolute_url()}follow/").url.startswith("/accounts/login/")
    assert not Follow.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_what_one_follows_costs_the_same_for_many_rows(
    client: Client, member: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        title = make_title(f"Film {number}")
        follow(member, title)
        follow(member, make_person(f"Person {number}"))
        make_news(title)
    with django_assert_num_queries(6):  # session, member, follows, newsletter, those off the site, news
        page = client.get("/following/")
    shown = (page.context["titles"], page.context["people"], page.context["news"])
    assert [len(each) for each in shown] == [rows, rows, rows]


def test_the_feed_is_read_by_its_address_alone(client: Client, member: User) -> None:
    title = make_title()
    follow(member, title)
    make_news(title)
    path = Newsletter.objects.get().feed_url.removeprefix("http://127.0.0.1:8000")
    reader = Client()
    feed = reader.get(path)
    assert "The Missing Picture (2013): First entries: Trivia" in feed.content.decode()
    assert (feed["Cache-Control"], feed["X-Robots-Tag"]) == ("private, no-cache", "noindex")
    client.post("/following/feed/")
    assert reader.get(path).status_code == 404
    assert Client().get(Newsletter.objects.get().feed_url).status_code == 200
    User.objects.update(is_active=False)
    assert Client().get(Newsletter.objects.get().feed_url).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_feed_takes_two_queries(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    member = make_member()
    for number in range(rows):
        title = make_title(f"Film {number}")
        follow(member, title)
        make_news(title)
    url = Newsletter.objects.get().feed_url
    with django_assert_num_queries(2):
        assert client.get(url).content.decode().count("<entry>") == rows


@pytest.mark.parametrize("key", ["x", "a%00b", "x" * 3000])
def test_a_guessed_feed_is_not_there(client: Client, key: str) -> None:
    assert client.get(f"/following/{key}/feed/").status_code == 404


def test_the_country_of_releases_is_chosen(client: Client, member: User) -> None:
    client.post("/following/country/", {"country": "KH"})
    client.post("/following/country/", {"country": "XX"})
    assert Newsletter.objects.get().country == "KH"
    assert client.get("/following/").status_code == 200
    for path in ("/following/", "/following/feed/", "/following/country/"):
        assert Client().post(path).status_code in (302, 405)


@pytest.mark.parametrize("way", ["nowhere", "home", "a\x00b", "//example.org/", "https://example.org/"])
def test_the_way_back_is_an_address_of_this_site_or_the_page_itself(client: Client, way: str) -> None:
    title = make_title()
    client.force_login(make_member())
    response = client.post(f"{title.get_absolute_url()}follow/", {"next": way})
    assert (response.status_code, response["Location"]) == (302, title.get_absolute_url())
