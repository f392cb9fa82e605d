"""Stolen passwords: looked up in a file on this machine, whatever its size and line ends."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.breached_passwords import is_breached
from accounts.checks import breached_passwords_can_be_read
from accounts.models import User
from tests.accounts.test_joining import SIGN_UP

STOLEN = [f"stolen-password-{number}" for number in range(200)]


def sha1(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def list_of(path: Path, passwords: list[str], end: str = "\r\n", last_end: bool = True) -> Path:
    lines = end.join(f"{line}:{count}" for count, line in enumerate(sorted(map(sha1, passwords)), 1))
    path.write_bytes((lines + (end if lines and last_end else "")).encode())
    return path


def use(settings: Any, path: Path) -> None:
    settings.BREACHED_PASSWORDS = path
    validator = {"NAME": "accounts.breached_passwords.BreachedPasswordValidator"}
    settings.AUTH_PASSWORD_VALIDATORS = [*settings.AUTH_PASSWORD_VALIDATORS, validator]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last_end", [True, False])
@pytest.mark.parametrize("number", [0, 1, 2, 3, 200])
def test_every_line_is_found_and_nothing_else(tmp_path: Path, end: str, last_end: bool, number: int) -> None:
    path = list_of(tmp_path / "hashes", STOLEN[:number], end, last_end)
    assert [is_breached(password, path) for password in STOLEN[:number]] == [True] * number
    assert not any(is_breached(f"honest-password-{n}", path) for n in range(200))


def test_stolen_password_is_refused_beside_the_field(
    client: Client, settings: Any, tmp_path: Path, db: None
) -> None:
    use(settings, list_of(tmp_path / "hashes", STOLEN))
    form = {**SIGN_UP, "password1": STOLEN[7], "password2": STOLEN[7]}
    response = client.post("/accounts/signup/", form)
    assert "has been stolen from another site" in str(response.context["form"].errors["password1"])
    assert not User.objects.exists()
    assert client.post("/accounts/signup/", SIGN_UP).status_code == 302


def test_without_a_list_nothing_is_looked_up_and_nothing_promised(client: Client, db: None) -> None:
    validate_password(STOLEN[0])
    assert "stolen" not in client.get("/accounts/signup/").content.decode()


def test_list_that_is_gone_is_no_silent_yes(settings: Any, tmp_path: Path) -> None:
    use(settings, tmp_path / "none")
    assert [message.id for message in breached_passwords_can_be_read()] == ["accounts.E001"]
    with pytest.raises(FileNotFoundError):
        validate_password(STOLEN[0])


@pytest.mark.parametrize(("content", "found"), [("password\n", ["accounts.E002"]), (sha1("x") + ":3\n", [])])
def test_list_of_something_else_is_told_at_the_start(
    settings: Any, tmp_path: Path, content: str, found: list[str]
) -> None:
    settings.BREACHED_PASSWORDS = tmp_path / "list"
    settings.BREACHED_PASSWORDS.write_text(content)
    assert [message.id for message in breached_passwords_can_be_read()] == found


def test_help_text_and_refusal_are_words(settings: Any, tmp_path: Path) -> None:
    use(settings, list_of(tmp_path / "hashes", STOLEN))
    with pytest.raises(ValidationError) as refusal:
        validate_password(STOLEN[0])
    assert [error.code for error in refusal.value.error_list] == ["password_breached"]
