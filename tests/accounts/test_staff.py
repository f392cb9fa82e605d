"""Who may enter the admin, and by which door."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import User
from tests.accounts.conftest import make_member_who_can_log_in


@pytest.fixture
def curator(db: None) -> User:
    return make_member_who_can_log_in("curie", is_staff=True, is_superuser=True)


def test_admin_sends_visitors_to_the_sites_own_log_in(client: Client, db: None) -> None:
    response = client.get("/admin/login/?next=/admin/accounts/")
    assert response["Location"] == "/accounts/login/?next=%2Fadmin%2Faccounts%2F"
    assert client.post("/admin/login/", {"username": "curie", "password": "x"}).status_code == 302


def test_admin_turns_members_away(client: Client, member: User) -> None:
    client.force_login(member)
    assert client.get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/accounts/user/", "/admin/password_change/", "/admin/login/"]
)
def test_staff_need_a_second_factor(client: Client, curator: User, settings, path: str) -> None:
    settings.REQUIRE_STAFF_MFA = True
    client.force_login(curator)
    response = client.get(path)
    assert response.status_code == 403
    assert "/accounts/2fa/webauthn/add/" in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (Authenticator.Type.TOTP, 200),
        (Authenticator.Type.WEBAUTHN, 200),
        (Authenticator.Type.RECOVERY_CODES, 403),
    ],
)
def test_second_factor_opens_the_admin(
    client: Client, curator: User, settings, kind: str, status: int
) -> None:
    settings.REQUIRE_STAFF_MFA = True
    Authenticator.objects.create(user=curator, type=kind, data={})
    client.force_login(curator)
    assert client.get("/admin/").status_code == status


def test_site_may_ask_for_a_password_alone(client: Client, curator: User, settings) -> None:
    settings.REQUIRE_STAFF_MFA = False
    client.force_login(curator)
    assert client.get("/admin/").status_code == 200
