"""Who logs in through another site alone confirms a sensitive change by a code by e-mail."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.accounts.conftest import make_member_who_can_log_in

pytestmark = pytest.mark.django_db
CODE_PAGE = "/accounts/reauthenticate/code/"


@pytest.fixture
def member(db: None) -> User:
    """Joined through a provider: no password, no second factor."""
    member = make_member_who_can_log_in("grace")
    member.set_unusable_password()
    member.save()
    SocialAccount.objects.create(user=member, provider="oidc", uid="grace-7")
    return member


@pytest.fixture
def client(member: User) -> Client:
    client = Client()
    client.force_login(member)
    return client


def code_in_mail() -> str:
    found = re.search(r"^([A-Z]{4}-[A-Z]{4})$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def errors(response: Any) -> list[str]:
    return list(response.context["form"].errors.get("code", []))


CHANGES = [
    ("/accounts/email/", {"email": "eve@example.org", "action_add": ""}),
    ("/accounts/password/set/", {"password1": "another-mile-77", "password2": "another-mile-77"}),
    ("/accounts/2fa/totp/activate/", {"code": "123456"}),
    ("/accounts/2fa/recovery-codes/generate/", {}),
    ("/accounts/2fa/webauthn/add/", {"name": "key", "credential": "{}"}),
    ("/accounts/sessions/", {}),
    ("/settings/deletion/", {"reviews": "keep", "is_sure": "on"}),
]


@pytest.mark.parametrize(("address", "form"), CHANGES)
def test_sensitive_change_leads_to_the_code(client: Client, address: str, form: dict[str, str]) -> None:
    response = client.post(address, form)
    assert response["Location"].startswith(f"{CODE_PAGE}?next=")
    assert (User.objects.get().has_usable_password(), EmailAddress.objects.count()) == (False, 1)
    assert (Authenticator.objects.count(), User.objects.get().leaves_at) == (0, None)


def test_connected_account_is_not_cut_off_unasked(client: Client, member: User) -> None:
    member.set_password("nine-mile-walk-42")  # or it could not be cut off at all
    SocialAccount.objects.create(user=member, provider="oidc", uid="grace-8")
    account = SocialAccount.objects.get(uid="grace-8")
    response = client.post("/accounts/3rdparty/", {"account": account.pk})
    assert response["Location"].startswith(CODE_PAGE)
    assert SocialAccount.objects.count() == 2


def test_code_lets_the_change_be_made_that_was_begun(client: Client) -> None:
    asked = client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    page = asked["Location"]
    assert "Send me a code" in client.get(page).content.decode()
    assert mail.outbox == []  # looking at the page sends nothing
    sent = client.post(page, {"send": "1", "next": "/accounts/email/"})
    assert (sent.status_code, sent["Location"]) == (302, page)
    assert mail.outbox[-1].to == ["grace@example.org"]
    before = client.cookies["sessionid"].value
    client.post(page, {"code": code_in_mail().lower().replace("-", " "), "next": "/accounts/email/"})
    assert EmailAddress.objects.filter(email="new@example.org").exists()
    assert client.cookies["sessionid"].value != before
    assert client.get("/accounts/password/set/").status_code == 200  # for five minutes nothing asks again


def test_confirmation_does_not_hold_for_ever(client: Client) -> None:
    client.post(CODE_PAGE, {"send": "1"})
    client.post(CODE_PAGE, {"code": code_in_mail()})
    assert client.get("/accounts/password/set/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.get("/accounts/password/set/").status_code == 302


def test_code_works_once_and_in_its_own_browser(client: Client, member: User) -> None:
    client.post(CODE_PAGE, {"send": "1"})
    code = code_in_mail()
    other = Client()
    other.force_login(member)
    assert errors(other.post(CODE_PAGE, {"code": code})) == [
        "This code is no longer good. Have a new one sent."
    ]
    assert client.post(CODE_PAGE, {"code": code}).status_code == 302
    assert errors(client.post(CODE_PAGE, {"code": code})) == [
        "This code is no longer good. Have a new one sent."
    ]


def test_wrong_codes_use_up_the_right_one(client: Client) -> None:
    client.post(CODE_PAGE, {"send": "1"})
    for _ in range(3):
        response = client.post(CODE_PAGE, {"code": "BBBB-BBBB"})
        assert (response.status_code, errors(response)) == (422, ["This is not the code in the e-mail."])
    assert errors(client.post(CODE_PAGE, {"code": code_in_mail()})) == [
        "This code is no longer good. Have a new one sent."
    ]


def test_code_expires(client: Client) -> None:
    client.post(CODE_PAGE, {"send": "1"})
    with time_machine.travel(timezone.now() + timedelta(minutes=4)):
        assert client.post(CODE_PAGE, {"code": code_in_mail()}).status_code == 422


def test_no_more_than_five_codes_an_hour(client: Client) -> None:
    statuses = [client.post(CODE_PAGE, {"send": "1"}).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]
    assert len(mail.outbox) == 5
    assert client.post(CODE_PAGE, {"code": code_in_mail()}).status_code == 302  # the last one still works


def test_letter_is_plain_and_html(client: Client) -> None:
    client.post(CODE_PAGE, {"send": "1"})
    letter = mail.outbox[-1]
    assert letter.subject == "[Moviesite] A code to confirm it is you"
    assert "It is good for 3 minutes, in the browser that asked for it." in letter.body
    assert code_in_mail() in letter.alternatives[0][0]


def test_who_has_a_password_is_asked_for_that(client: Client, member: User) -> None:
    member.set_password("nine-mile-walk-42")
    member.save()
    client.force_login(member)
    assert client.get(CODE_PAGE)["Location"] == "/accounts/reauthenticate/"
    assert client.post(CODE_PAGE, {"send": "1"})["Location"] == "/accounts/reauthenticate/"
    assert mail.outbox == []
