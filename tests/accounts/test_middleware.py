"""Who may keep a copy of a page, and what it depends on."""

import pytest
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path
from django.views.decorators.cache import cache_control

from accounts.models import User


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the same for all")


def greets(request: HttpRequest) -> HttpResponse:
    notes = [str(message) for message in messages.get_messages(request)]
    return HttpResponse(f"{request.user} {notes}")


def has_form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_token(request))


def notes(request: HttpRequest) -> HttpResponse:
    messages.info(request, "Saved.")
    return HttpResponse("noted")


def remembers(request: HttpRequest) -> HttpResponse:
    request.session["step"] = 1
    return HttpResponse("remembered")


@cache_control(public=True, max_age=86_400)
def fixed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("never changes")


urlpatterns = [
    path("plain/", plain),
    path("greets/", greets),
    path("has-form/", has_form),
    path("notes/", notes),
    path("remembers/", remembers),
    path("fixed/", fixed),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def vary(response: HttpResponse) -> set[str]:
    return set(filter(None, response.headers.get("Vary", "").replace(" ", "").split(",")))


@pytest.fixture
def member_client(client: Client) -> Client:
    client.force_login(User.objects.create_user("ann", "ann@example.org", "s3cret-enough"))
    return client


@pytest.mark.parametrize("address", ["/plain/", "/greets/"])
def test_visitors_page_depends_on_no_cookie(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.cookies == {}
    assert "Cookie" not in vary(response)
    assert response.headers["Cache-Control"] == "no-cache"


def test_visitors_page_needs_no_query(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/greets/").content == b"AnonymousUser []"


def test_visitor_with_somebody_elses_cookie_is_still_a_visitor(client: Client) -> None:
    client.cookies["theme"] = "dark"
    response = client.get("/greets/")
    assert "Cookie" not in vary(response)
    assert response.headers["Cache-Control"] == "no-cache"


def test_unchanged_page_is_not_sent_again(client: Client) -> None:
    etag = client.get("/greets/").headers["ETag"]
    assert client.get("/greets/", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("address", ["/plain/", "/greets/"])
def test_members_page_is_for_the_members_browser_alone(member_client: Client, address: str) -> None:
    response = member_client.get(address)
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_page_that_greets_the_member_varies_on_the_cookie(member_client: Client) -> None:
    response = member_client.get("/greets/")
    assert response.content == b"ann []"
    assert "Cookie" in vary(response)


def test_visitors_copy_does_not_answer_a_member(member_client: Client) -> None:
    etag = Client().get("/greets/").headers["ETag"]
    assert member_client.get("/greets/", headers={"If-None-Match": etag}).status_code == 200


def test_page_with_a_form_is_private_and_varies(client: Client) -> None:
    response = client.get("/has-form/")
    assert "csrftoken" in response.cookies
    assert "Cookie" in vary(response)
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_message_to_a_visitor_is_private_and_shown_once(client: Client) -> None:
    assert client.get("/notes/").headers["Cache-Control"] == "private, no-cache"
    shown = client.get("/greets/")
    assert shown.content == b"AnonymousUser ['Saved.']"
    assert shown.headers["Cache-Control"] == "private, no-cache"
    after = client.get("/greets/")
    assert after.content == b"AnonymousUser []"


def test_session_begun_on_the_page_is_private(client: Client) -> None:
    response = client.get("/remembers/")
    assert "sessionid" in response.cookies
    assert "Cookie" in vary(response)
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_forgotten_session_is_taken_back(client: Client) -> None:
    client.cookies["sessionid"] = "gone"
    response = client.get("/greets/")
    assert response.cookies["sessionid"]["max-age"] == 0
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_page_that_says_how_long_it_keeps_is_believed(client: Client) -> None:
    assert client.get("/fixed/").headers["Cache-Control"] == "public, max-age=86400"
