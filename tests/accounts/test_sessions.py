"""When a session ends, and when it goes on under another key."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from tests.accounts.conftest import PASSWORD, make_member_who_can_log_in
from tests.accounts.test_joining import logged_in_as

pytestmark = pytest.mark.django_db
PRIVATE = "/settings/privacy/"


def log_in(client: Client, **fields: str) -> None:
    client.post("/accounts/login/", {"login": "ada", "password": PASSWORD, **fields})


def key_of(client: Client) -> str:
    return client.cookies["sessionid"].value


def is_let_in(client: Client) -> bool:
    return client.get(PRIVATE).status_code == 200


@pytest.mark.parametrize("remember", [{}, {"remember": "on"}])
def test_session_that_lies_idle_ends(client: Client, member: User, remember: dict[str, str]) -> None:
    began = timezone.now()
    log_in(client, **remember)
    with time_machine.travel(began + timedelta(days=14, minutes=1)):
        client.cookies["sessionid"]["max-age"] = ""  # the browser would have dropped it; a thief would not
        assert not is_let_in(client)


def test_session_in_use_does_not_end_before_its_month_is_over(client: Client, member: User) -> None:
    began = timezone.now()
    log_in(client, remember="on")
    for day in (10, 20, 29):
        with time_machine.travel(began + timedelta(days=day)):
            assert is_let_in(client)
    with time_machine.travel(began + timedelta(days=31)):
        assert not is_let_in(client)


def test_use_is_written_down_once_an_hour(client: Client, member: User) -> None:
    began = timezone.now()
    log_in(client, remember="on")
    written = []
    for minutes in (1, 59, 61, 62, 90, 122):
        with time_machine.travel(began + timedelta(minutes=minutes)):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                response = client.get(PRIVATE)
            written.append(
                (sum("UPDATE" in query["sql"] for query in queries), "sessionid" in response.cookies)
            )
    assert written == [(0, False), (0, False), (1, True), (0, False), (0, False), (1, True)]


def test_renewed_cookie_is_the_same_as_before(client: Client, member: User) -> None:
    began = timezone.now()
    log_in(client, remember="on")
    first = dict(client.cookies["sessionid"])
    key = key_of(client)
    with time_machine.travel(began + timedelta(hours=2)):
        client.get(PRIVATE)
    again = dict(client.cookies["sessionid"])
    assert {**first, "expires": ""} == {**again, "expires": ""}
    assert key_of(client) == key


def test_session_that_ends_with_the_browser_gets_no_lasting_cookie(client: Client, member: User) -> None:
    began = timezone.now()
    log_in(client)
    with time_machine.travel(began + timedelta(hours=2)):
        assert "sessionid" not in client.get(PRIVATE).cookies
    assert Session.objects.get(pk=key_of(client)).expire_date > began + timedelta(days=14, hours=1)


def test_visitor_s_page_writes_nothing(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/accounts/inactive/")
    assert (len(queries), response.cookies) == (0, {})


def test_session_ended_meanwhile_does_not_come_back(client: Client, member: User) -> None:
    log_in(client)
    store = client.session
    store.load()
    Session.objects.all().delete()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert store.note_use() is False
    assert not Session.objects.exists()


def test_confirming_the_password_gives_a_new_key(client: Client, member: User) -> None:
    log_in(client)
    stolen = key_of(client)
    client.post("/accounts/reauthenticate/", {"password": "wrong"})
    assert key_of(client) == stolen
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert key_of(client) != stolen
    assert is_let_in(client)
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert not is_let_in(thief)


def test_confirming_with_an_app_gives_a_new_key(client: Client, member: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    client.force_login(member)
    before = key_of(client)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post("/accounts/2fa/reauthenticate/", {"code": code})
    assert key_of(client) != before
    assert is_let_in(client)


def test_new_key_is_still_one_session_that_began_when_it_began(client: Client, member: User) -> None:
    log_in(client)
    began_at = client.session["began_at"]
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    [session] = UserSession.objects.all()
    assert session.session_key == key_of(client)
    assert Session.objects.count() == 1
    assert client.session["began_at"] == began_at


def test_logging_in_is_no_confirmation(client: Client, member: User) -> None:
    """Which would change the key twice, and lose the row of the list."""
    log_in(client)
    assert UserSession.objects.get().session_key == key_of(client)


@pytest.mark.parametrize(
    ("change", "is_ended"),
    [({"is_staff": "on", "is_active": "on"}, True), ({"is_active": "on", "bio": "x"}, False), ({}, True)],
)
def test_other_rights_end_the_sessions(
    admin_client: Client, member: User, settings: Any, change: dict[str, str], is_ended: bool
) -> None:
    settings.REQUIRE_STAFF_MFA = False
    client = Client()
    log_in(client)
    response = admin_client.post(f"/admin/accounts/user/{member.pk}/change/", {"username": "ada", **change})
    assert response.status_code == 302
    assert is_let_in(client) is not is_ended


def test_new_role_ends_the_sessions(admin_client: Client, member: User, settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False
    client = Client()
    log_in(client)
    address = f"/admin/desk/roleholder/{member.pk}/change/"
    groups = [Group.objects.get(name="curator").pk]
    assert admin_client.post(address, {"groups": groups}).status_code == 302
    assert not is_let_in(client)
    log_in(client)
    assert admin_client.post(address, {"groups": groups}).status_code == 302  # as it was
    assert is_let_in(client)


def test_who_changes_their_own_rights_goes_on_under_a_new_key(client: Client, settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False
    boss = make_member_who_can_log_in("ada", is_staff=True, is_superuser=True)
    log_in(client)
    before = key_of(client)
    groups = [Group.objects.get(name="curator").pk]
    client.post(f"/admin/desk/roleholder/{boss.pk}/change/", {"groups": groups})
    assert key_of(client) != before
    assert logged_in_as(client) == "ada"


def test_staff_log_a_member_out_everywhere(admin_client: Client, member: User, settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False
    clients = [Client(), Client()]
    for client in clients:
        log_in(client)
    data = {"action": "end_sessions", "_selected_action": [member.pk]}
    response = admin_client.post("/admin/accounts/user/", data, follow=True)
    assert "1 member is logged out." in response.content.decode()
    assert [is_let_in(client) for client in clients] == [False, False]


def test_staff_are_logged_out_by_superusers_alone(client: Client, member: User, settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False
    User.objects.filter(pk=member.pk).update(is_staff=True)
    log_in(client)
    helper = make_member_who_can_log_in("helper", is_staff=True)
    may = Permission.objects.filter(
        content_type__app_label="accounts", codename__in=["view_user", "change_user"]
    )
    helper.user_permissions.set(may)
    other = Client()
    other.force_login(helper)
    data = {"action": "end_sessions", "_selected_action": [member.pk]}
    response = other.post("/admin/accounts/user/", data, follow=True)
    assert "0 members are logged out." in response.content.decode()
    assert is_let_in(client)


def test_browser_forgets_the_member_at_the_way_out(client: Client, member: User) -> None:
    log_in(client)
    assert "Clear-Site-Data" not in client.get("/accounts/logout/").headers
    assert client.post("/accounts/logout/").headers["Clear-Site-Data"] == '"cache", "storage"'
