"""Every page and letter that django-allauth can show here is in this site's own look and words."""

from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User

THEIRS = Path(allauth.__file__).parent / "templates"
OURS = Path(settings.BASE_DIR) / "templates"
# What this site never shows: it has one e-mail form, no telephones, links instead of codes by e-mail, and so on.
NEVER_SHOWN = {
    *("account/email_change.html", "account/phone_change.html", "account/signup_by_passkey.html"),
    *("account/confirm_email_verification_code.html", "account/confirm_password_reset_code.html"),
    "account/confirm_phone_verification_code.html",
    *("mfa/trust.html", "mfa/webauthn/signup_form.html", "socialaccount/login_redirect.html"),
}


def pages_of_allauth() -> list[str]:
    return [
        str(path.relative_to(THEIRS))
        for app in ("account", "mfa", "socialaccount", "usersessions")
        for path in sorted((THEIRS / app).rglob("*.html"))
        if "snippets" not in path.parts and not path.name.startswith("base")
    ]


def test_each_page_is_ours() -> None:
    theirs = [page for page in pages_of_allauth() if not (OURS / page).exists()]
    assert sorted(theirs) == sorted(NEVER_SHOWN)


def test_each_letter_has_a_subject_of_ours() -> None:
    subjects = {
        str(path.relative_to(THEIRS))
        for app in ("account", "mfa", "socialaccount")
        for path in (THEIRS / app / "email").glob("*_subject.txt")
    }
    assert {subject for subject in subjects if not (OURS / subject).exists()} == {
        "account/email/password_reset_code_subject.txt"
    }


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accounts/login/", "Sign in"),
        ("/accounts/signup/", "Join"),
        ("/accounts/inactive/", "This account is closed"),
        ("/accounts/confirm-email/", "Look into your mailbox"),
        ("/accounts/confirm-email/nonsense/", "This link no longer works"),
        ("/accounts/password/reset/", "Forgotten your password?"),
        ("/accounts/password/reset/done/", "Look into your mailbox"),
        ("/accounts/password/reset/key/1-nonsense/", "This link no longer works"),
        ("/accounts/password/reset/key/done/", "Your password is changed"),
        ("/accounts/3rdparty/login/error/", "That did not work"),
        ("/accounts/3rdparty/login/cancelled/", "You turned back"),
    ],
)
def test_page_for_a_visitor_leads_on(client: Client, db: None, address: str, heading: str) -> None:
    page = client.get(address).content.decode()
    assert f"<h1>{heading}</h1>" in page
    assert page.partition("</h1>")[2].partition("</main>")[0].count("href=") >= 1  # no dead end


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accounts/logout/", "Sign out"),
        ("/accounts/email/", "E-mail addresses"),
        ("/accounts/password/change/", "Change password"),
        ("/accounts/2fa/", "Two-factor and passkeys"),
        ("/accounts/2fa/webauthn/", "Passkeys and security keys"),
        ("/accounts/sessions/", "Sessions"),
        ("/accounts/3rdparty/", "Connected accounts"),
        ("/accounts/reauthenticate/", "Confirm that it is you"),
    ],
)
def test_page_for_a_member(client: Client, member: User, address: str, heading: str) -> None:
    client.force_login(member)
    assert f"<h1>{heading}</h1>" in client.get(address).content.decode()


def test_closed_doors_are_told_in_words(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from accounts.adapter import AccountAdapter

    monkeypatch.setattr(AccountAdapter, "is_open_for_signup", lambda *args: False)
    assert "<h1>Nobody can join now</h1>" in client.get("/accounts/signup/").content.decode()
