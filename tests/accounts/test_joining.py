"""From signing up to being let in, and back in when the password is forgotten."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.middleware import MemberSessionMiddleware
from accounts.models import User
from tests.accounts.conftest import PASSWORD, make_member_who_can_log_in

SIGN_UP = {"username": "grace", "email": "grace@example.org", "password1": PASSWORD, "password2": PASSWORD}


def link_in_mail(path: str) -> str:
    """The path of the last e-mail's link that begins with this path."""
    found = re.search(rf"http://testserver({path}\S*)", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[1]


def logged_in_as(client: Client) -> str:
    """The username the client's pages are for, or "nobody"."""
    user_id = client.session.get("_auth_user_id")
    return User.objects.get(pk=user_id).username if user_id else "nobody"


@pytest.mark.django_db
def test_joining_from_sign_up_to_a_new_password(client: Client) -> None:
    response = client.post("/accounts/signup/", SIGN_UP)
    assert (response.status_code, response["Location"]) == (302, "/accounts/confirm-email/")
    assert logged_in_as(client) == "nobody"
    assert mail.outbox[-1].to == ["grace@example.org"]

    link = link_in_mail("/accounts/confirm-email/")
    assert client.get(link).status_code == 200  # a mail scanner that opens the link confirms nothing
    assert not EmailAddress.objects.get().verified
    client.post(link)
    assert EmailAddress.objects.get().verified
    client.cookies.clear()

    client.post("/accounts/login/code/", {"email": "grace@example.org"})
    code = re.search(
        r"^\s*([A-Z0-9]{3,4}-[A-Z0-9]{3,4}|[A-Z0-9]{6,9})\s*$", mail.outbox[-1].body, re.MULTILINE
    )
    assert code, mail.outbox[-1].body
    client.post("/accounts/login/code/confirm/", {"code": code[1]})
    assert logged_in_as(client) == "grace"
    client.post("/accounts/logout/")
    assert logged_in_as(client) == "nobody"

    client.post("/accounts/password/reset/", {"email": "grace@example.org"})
    response = client.get(link_in_mail("/accounts/password/reset/key/"))
    new = {"password1": "another-mile-77", "password2": "another-mile-77"}
    client.post(response["Location"], new)
    client.post("/accounts/login/", {"login": "GRACE", "password": "another-mile-77"})
    assert logged_in_as(client) == "grace"


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["ada", "ADA", "ada@example.org", "Ada@Example.org"])
def test_logging_in_by_name_or_address(client: Client, member: User, login: str) -> None:
    client.post("/accounts/login/", {"login": login, "password": PASSWORD})
    assert logged_in_as(client) == "ada"


@pytest.mark.django_db
def test_unverified_member_is_not_let_in(client: Client) -> None:
    User.objects.create_user("grace", "grace@example.org", PASSWORD)
    response = client.post("/accounts/login/", {"login": "grace", "password": PASSWORD})
    assert response["Location"] == "/accounts/confirm-email/"
    assert logged_in_as(client) == "nobody"


@pytest.mark.django_db
def test_inactive_member_is_not_let_in(client: Client) -> None:
    make_member_who_can_log_in("ada", is_active=False)
    response = client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    assert response["Location"] == "/accounts/inactive/"
    assert logged_in_as(client) == "nobody"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("username", "words"),
    [
        ("Ada", "This username is taken."),
        ("a_d_a\x00", "Null characters are not allowed."),
        ("аda", "A username mixes no alphabets"),
        ("admin", "would seem to speak for the site"),
        ("fuck", "This username is not allowed."),
        ("x" * 10_000, "at most 40 characters"),
    ],
)
def test_refused_username_is_told_in_words(client: Client, member: User, username: str, words: str) -> None:
    response = client.post("/accounts/signup/", {**SIGN_UP, "username": username})
    assert words in str(response.context["form"].errors["username"])
    assert response.context["form"]["email"].value() == "grace@example.org"
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_username_that_looks_like_anothers_is_refused(client: Client) -> None:
    make_member_who_can_log_in("lovelace")
    response = client.post("/accounts/signup/", {**SIGN_UP, "username": "Iovelace"})
    assert "looks too much like" in str(response.context["form"].errors["username"])


@pytest.mark.django_db
def test_throw_away_address_is_refused(client: Client, settings) -> None:
    settings.REFUSED_EMAIL_DOMAINS = ["mailinator.com"]
    response = client.post("/accounts/signup/", {**SIGN_UP, "email": "grace@mx.mailinator.com"})
    assert "throw-away" in str(response.context["form"].errors["email"])


@pytest.mark.django_db
def test_letters_are_plain_and_html(client: Client) -> None:
    client.post("/accounts/signup/", SIGN_UP)
    letter = mail.outbox[-1]
    [(html, mimetype)] = letter.alternatives
    assert mimetype == "text/html"
    assert f'<a href="http://testserver{link_in_mail("/accounts/confirm-email/")}"' in html
    assert "Moviesite" in letter.body
    assert letter.subject.startswith("[Moviesite] ")


@pytest.mark.django_db
def test_name_taken_between_check_and_saving_is_told_in_words(rf: RequestFactory) -> None:
    request = rf.post("/accounts/signup/", SIGN_UP)
    MemberSessionMiddleware(lambda _: HttpResponse()).process_request(request)
    request.user = AnonymousUser()
    request._dont_enforce_csrf_checks = True
    with request_context(request):
        form = SignupForm(SIGN_UP)
        assert form.is_valid()
        make_member_who_can_log_in("grace")
        with pytest.raises(ImmediateHttpResponse) as refusal:
            form.save(request)
    assert "This username is taken." in refusal.value.response.render().content.decode()
    assert User.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_signing_up_many_times_at_once_makes_one_member() -> None:
    def sign_up(_: int) -> int:
        try:
            return Client().post("/accounts/signup/", SIGN_UP).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(sign_up, range(16)))
    assert User.objects.count() == 1
    assert set(statuses) <= {200, 302}


@pytest.mark.django_db
def test_search_engines_may_lead_to_the_doors_alone(client: Client) -> None:
    noindex = '<meta name="robots" content="noindex">'
    doors = ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/login/code/")
    assert [noindex in client.get(door).content.decode() for door in doors] == [False] * 4
    assert noindex in client.get("/accounts/password/reset/key/done/").content.decode()
