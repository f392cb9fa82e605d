"""The secrets of second factors are of no use to who reads the database alone."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import InvalidToken
from django.core.management import call_command
from django.test import Client

from accounts.adapter import MFAAdapter
from accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_joining import logged_in_as

PLAIN = "JBSWY3DPEHPK3PXP"


def test_secret_is_kept_encrypted() -> None:
    kept = MFAAdapter().encrypt(PLAIN)
    assert PLAIN not in kept
    assert MFAAdapter().decrypt(kept) == PLAIN


def test_secret_outlives_a_change_of_key(settings: Any) -> None:
    kept = MFAAdapter().encrypt(PLAIN)
    change_key(settings)
    assert MFAAdapter().decrypt(kept) == PLAIN


def change_key(settings: Any) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10


@pytest.mark.django_db
def test_secrets_encrypted_anew_need_no_former_key(settings: Any, member: User, capsys: Any) -> None:
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    codes = RecoveryCodes.activate(member).generate_codes()
    change_key(settings)
    call_command("encrypt_secrets")
    settings.SECRET_KEY_FALLBACKS = []
    totp = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert MFAAdapter().decrypt(totp.data["secret"]) == secret
    recovery = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert recovery.wrap().generate_codes() == codes
    assert capsys.readouterr().out == "2 encrypted with today's key, 0 by no known key readable.\n"


@pytest.mark.django_db
def test_secrets_that_lie_there_plainly_are_encrypted(member: User) -> None:
    data = {"secret": PLAIN}, {"seed": "ab" * 40, "used_mask": 3}
    for kind, plain in zip((Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES), data, strict=True):
        Authenticator.objects.create(user=member, type=kind, data=plain)
    call_command("encrypt_secrets", verbosity=0)
    totp, recovery = Authenticator.objects.order_by("pk")
    assert MFAAdapter().decrypt(totp.data["secret"]) == PLAIN
    assert MFAAdapter().decrypt(recovery.data["seed"]) == "ab" * 40
    assert recovery.data["used_mask"] == 3
    assert PLAIN not in totp.data["secret"]


@pytest.mark.django_db
def test_codes_of_a_moved_site_are_encrypted_one_by_one(member: User) -> None:
    Authenticator.objects.create(
        user=member, type=Authenticator.Type.RECOVERY_CODES, data={"migrated_codes": ["11112222", "33334444"]}
    )
    call_command("encrypt_secrets", verbosity=0)
    recovery = Authenticator.objects.get()
    assert "11112222" not in str(recovery.data)
    assert recovery.wrap().generate_codes() == ["11112222", "33334444"]


@pytest.mark.django_db
def test_secret_of_a_lost_key_lets_nobody_in_and_breaks_nothing(
    settings: Any, member: User, caplog: pytest.LogCaptureFixture, capsys: Any
) -> None:
    TOTP.activate(member, PLAIN)
    settings.SECRET_KEY = "another" * 10
    call_command("encrypt_secrets")
    assert capsys.readouterr().out == "0 encrypted with today's key, 1 by no known key readable.\n"
    client = Client()
    client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    response = client.post("/accounts/2fa/authenticate/", {"code": "123456"})
    assert "Incorrect code" in response.content.decode()
    assert logged_in_as(client) == "nobody"
    assert "encrypted with no SECRET_KEY we know" in caplog.text
    with pytest.raises(InvalidToken):
        MFAAdapter().decrypt(Authenticator.objects.get().data["secret"])
