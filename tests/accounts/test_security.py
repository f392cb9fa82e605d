"""What protects an account: nothing told to strangers, no forged requests, sessions that end."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.adapter import PASSWORDS_AT_ONCE
from accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_joining import SIGN_UP, link_in_mail, logged_in_as


def answer(url: str, form: dict[str, str]) -> tuple[int, str, str]:
    """Status, destination and page for a stranger, without what differs from one request to the next."""
    client = Client()
    response = client.post(url, form)
    page = client.get(response["Location"]) if response.status_code == 302 else response
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
    for typed in form.values():
        text = text.replace(typed, "…")
    return response.status_code, response.get("Location", ""), text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "known", "unknown"),
    [
        (
            "/accounts/signup/",
            {**SIGN_UP, "email": "ada@example.org"},
            {**SIGN_UP, "email": "eve@example.org"},
        ),
        ("/accounts/password/reset/", {"email": "ada@example.org"}, {"email": "eve@example.org"}),
        ("/accounts/login/code/", {"email": "ada@example.org"}, {"email": "eve@example.org"}),
        (
            "/accounts/login/",
            {"login": "ada@example.org", "password": "x"},
            {"login": "eve@example.org", "password": "x"},
        ),
        ("/accounts/login/", {"login": "ada", "password": "x"}, {"login": "eve", "password": "x"}),
    ],
)
def test_stranger_does_not_learn_who_is_a_member(
    member: User, url: str, known: dict[str, str], unknown: dict[str, str]
) -> None:
    assert answer(url, known) == answer(url, unknown)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        *(
            "/accounts/login/",
            "/accounts/signup/",
            "/accounts/logout/",
            "/accounts/email/",
            "/accounts/login/code/",
        ),
        *("/accounts/password/change/", "/accounts/password/reset/", "/accounts/reauthenticate/"),
        *("/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/", "/accounts/sessions/"),
    ],
)
def test_forged_request_is_refused(member: User, url: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    assert client.post(url, {"email": "eve@example.org", "action_add": ""}).status_code == 403


ELSEWHERE = [
    *(
        "//evil.example",
        "///evil.example",
        "https://evil.example",
        "http:evil.example",
        "HTTPS://evil.example",
    ),
    *(r"\\evil.example", r"/\evil.example", "/%09/evil.example".replace("%09", "\t"), "\t//evil.example"),
    *(
        "https:///evil.example",
        "https:evil.example",
        "https://testserver@evil.example",
        "//testserver@evil.example",
    ),
    *(
        "https://testserver.evil.example",
        "https://evil.example/testserver",
        "javascript:alert(1)",
        "data:text/html,x",
    ),
    *(
        "ftp://testserver/",
        "\x00//evil.example",
        " https://evil.example",
        "http://[2001:db8::1]/",
        "//evil.example:80",
    ),
    *("http://evil.example\\@testserver/", "////evil.example//", "/\n/evil.example", "https:/\\evil.example"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ELSEWHERE)
def test_logging_in_leads_to_no_other_site(client: Client, member: User, address: str) -> None:
    response = client.post("/accounts/login/", {"login": "ada", "password": PASSWORD, "next": address})
    assert (response.status_code, response["Location"]) == (302, "/")


@pytest.mark.django_db
def test_logging_in_leads_back_to_the_page(client: Client, member: User) -> None:
    form = {"login": "ada", "password": PASSWORD, "next": "/title/1/?a=b"}
    assert client.post("/accounts/login/", form)["Location"] == "/title/1/?a=b"


@pytest.mark.django_db
def test_session_is_a_new_one_after_logging_in(client: Client, member: User) -> None:
    planted = client.session
    planted["planted"] = True
    planted.save()
    before = planted.session_key
    assert client.cookies["sessionid"].value == before
    client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    assert client.session.session_key != before
    assert logged_in_as(client) == "ada"


@pytest.mark.django_db
def test_logging_out_ends_the_session_itself(client: Client, member: User) -> None:
    client.force_login(member)
    stolen = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    client.cookies["sessionid"] = stolen
    assert client.get("/accounts/email/").status_code == 302


@pytest.mark.django_db
def test_new_password_ends_the_other_sessions(client: Client, member: User) -> None:
    other = Client()
    other.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    new = {"oldpassword": PASSWORD, "password1": "another-mile-77", "password2": "another-mile-77"}
    client.post("/accounts/password/change/", new)
    assert client.get("/accounts/email/").status_code == 200
    assert other.get("/accounts/email/").status_code == 302


@pytest.mark.django_db
def test_signing_out_everywhere_else(client: Client, member: User) -> None:
    other = Client()
    other.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    assert "Sign out everywhere else" in client.get("/accounts/sessions/").content.decode()
    asked = client.post("/accounts/sessions/")
    client.post(asked["Location"], {"password": PASSWORD})
    assert client.get("/accounts/email/").status_code == 200
    assert other.get("/accounts/email/").status_code == 302


@pytest.mark.django_db
def test_signing_out_everywhere_else_asks_for_the_password_again(client: Client, member: User) -> None:
    client.force_login(member)
    assert client.get("/accounts/sessions/").status_code == 200
    response = client.post("/accounts/sessions/")
    assert response["Location"].startswith("/accounts/reauthenticate/")


@pytest.mark.django_db
def test_session_ends_a_month_after_it_began(client: Client, member: User) -> None:
    began = timezone.now()
    client.post("/accounts/login/", {"login": "ada", "password": PASSWORD, "remember": "on"})
    for days in (10, 20, 29):  # in use all the time, so that it never lies idle for two weeks
        with time_machine.travel(began + timedelta(days=days)):
            assert client.get("/accounts/email/").status_code == 200
            session = client.session
            session["used"] = days
            session.save()
    with time_machine.travel(began + timedelta(days=31)):
        assert client.get("/accounts/email/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("moviesite2026", False),
        ("M0viesite!", False),
        ("xx-MovieSite-1", False),
        ("welcome99", False),
        ("a moviesite by the lake", True),
        ("nine-mile-walk-42", True),
    ],
)
def test_password_is_not_the_name_of_the_site(password: str, is_taken: bool) -> None:
    if is_taken:
        validate_password(password)
        return
    with pytest.raises(ValidationError) as refusal:
        validate_password(password)
    assert "password_of_context" in [error.code for error in refusal.value.error_list]


@pytest.mark.django_db
def test_code_of_an_app_is_taken_once_whatever_the_cache_forgets(member: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    with time_machine.travel(timezone.now(), tick=False):
        code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
        opened = []
        for _ in range(2):  # as if two server processes with a cache each were asked
            cache.clear()
            client = Client()
            client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
            client.post("/accounts/2fa/authenticate/", {"code": code})
            opened.append(logged_in_as(client))
    assert opened == ["ada", "nobody"]


@pytest.mark.django_db
def test_code_with_a_dash_in_it_is_the_same_code(member: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    with time_machine.travel(timezone.now(), tick=False):
        code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
        opened = []
        for typed in (code, f"{code[:3]}-{code[3:]}"):
            cache.clear()
            client = Client()
            client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
            client.post("/accounts/2fa/authenticate/", {"code": typed})
            opened.append(logged_in_as(client))
    assert opened == ["ada", "nobody"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/2fa/authenticate/", "/accounts/2fa/reauthenticate/"])
def test_codes_are_tried_five_times_whatever_the_cache_forgets(member: User, address: str) -> None:
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    for typed in ["000000"] * 5 + [
        format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    ]:
        cache.clear()
        client = Client()
        if "reauthenticate" in address:
            client.force_login(member)
        else:
            client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
        response = client.post(address, {"code": typed})
    assert "Too many failed login attempts" in response.content.decode()


@pytest.mark.django_db
def test_deactivating_a_member_ends_the_session(client: Client, member: User) -> None:
    client.force_login(member)
    User.objects.update(is_active=False)
    assert client.get("/accounts/email/").status_code == 302


@pytest.mark.django_db
def test_session_cookie_is_out_of_reach(client: Client, member: User) -> None:
    client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


@pytest.mark.django_db
def test_sixth_wrong_password_is_not_even_tried(member: User) -> None:
    for n in range(5):  # from another address each time, forged or not
        Client(REMOTE_ADDR=f"10.0.0.{n}").post("/accounts/login/", {"login": "ada", "password": "x"})
    client = Client(REMOTE_ADDR="10.0.0.9", headers={"x-forwarded-for": "192.0.2.1"})
    response = client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    assert "Too many failed login attempts" in response.content.decode()
    assert logged_in_as(client) == "nobody"


@pytest.mark.django_db
def test_tries_are_counted_by_account_whatever_the_cache_forgets(member: User) -> None:
    for n in range(6):  # by the name and by the address, after a restart each time
        cache.clear()
        login = ("ada", "ada@example.org")[n % 2]
        response = Client().post("/accounts/login/", {"login": login, "password": "x"})
    assert "Too many failed login attempts" in response.content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        cache.clear()
        client = Client()
        client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
        assert logged_in_as(client) == "ada"


@pytest.mark.django_db
def test_confirming_anew_takes_of_the_same_tries(member: User) -> None:
    for _ in range(6):
        cache.clear()
        client = Client()
        client.force_login(member)
        response = client.post("/accounts/reauthenticate/", {"password": "x"})
    assert "Too many failed login attempts" in response.content.decode()
    client = Client()
    client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    assert logged_in_as(client) == "nobody"


@pytest.mark.django_db
def test_two_hundred_passwords_from_fifty_addresses_are_five(
    member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []
    check = User.check_password
    monkeypatch.setattr(User, "check_password", lambda *args: checked.append(args) or check(*args))
    for n in range(200):
        cache.clear()
        forged = {"x-forwarded-for": f"192.0.2.{n}"}
        client = Client(REMOTE_ADDR=f"10.0.0.{n % 50}", headers=forged)
        client.post("/accounts/login/", {"login": "ada", "password": f"wrong {n}"})
    assert len(checked) == 5


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["ada", "ada@example.org", "eve", "eve@example.org"])
def test_one_password_is_worked_out_for_one_try_whoever_is_meant(
    member: User, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    """Twice for a member, or not at all for nobody, would tell by the time it takes."""
    worked_out = count_hashing(monkeypatch)
    Client().post("/accounts/login/", {"login": login, "password": "x"})
    assert len(worked_out) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["ada@example.org", "eve@example.org"])
def test_joining_works_out_a_password_whoever_has_the_address(
    member: User, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    worked_out = count_hashing(monkeypatch)
    Client().post("/accounts/signup/", {**SIGN_UP, "email": address})
    assert len(worked_out) == 1


def count_hashing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the hasher of the tests is given from here on."""
    worked_out: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        worked_out.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return worked_out


@pytest.mark.django_db
def test_flood_of_passwords_leaves_threads_to_readers(client: Client, member: User) -> None:
    form = {"login": "ada", "password": PASSWORD}
    with PASSWORDS_AT_ONCE, PASSWORDS_AT_ONCE:  # as if two others were being checked
        response = client.post("/accounts/login/", form)
        assert "Many are signing in at this moment." in response.content.decode()
        assert client.get("/accounts/signup/").status_code == 200
    client.post("/accounts/login/", form)
    assert logged_in_as(client) == "ada"


@pytest.mark.django_db
def test_right_passwords_use_up_no_tries(member: User) -> None:
    for _ in range(7):
        cache.clear()
        client = Client()
        client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
        assert logged_in_as(client) == "ada"


@pytest.mark.django_db
def test_new_password_by_email_opens_a_locked_door(member: User) -> None:
    for _ in range(6):
        Client().post("/accounts/login/", {"login": "ada", "password": "x"})
    client = Client()
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    response = client.get(link_in_mail("/accounts/password/reset/key/"))
    client.post(response["Location"], {"password1": "another-mile-77", "password2": "another-mile-77"})
    client.post("/accounts/login/", {"login": "ada@example.org", "password": "another-mile-77"})
    assert logged_in_as(client) == "ada"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_email",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_generate_recovery_codes",
    ],
)
def test_sensitive_change_asks_for_the_password_again(client: Client, member: User, name: str) -> None:
    client.force_login(member)
    url = reverse(name)
    response = client.post(url, {"email": "eve@example.org", "action_add": "", "oldpassword": "x"})
    if name == "account_change_password":  # its own form asks
        assert "oldpassword" in response.context["form"].errors
    else:
        assert response["Location"].startswith("/accounts/reauthenticate/")
