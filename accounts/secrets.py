"""The secrets of authenticator apps and recovery codes, encrypted with a key made of SECRET_KEY.

Who reads the database alone, or a backup of it, can do nothing with them. Who has the key too reads them: unlike a
password they cannot be hashed, for the site works out with them what the app shows.
"""

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

# What django-allauth keeps in an authenticator's data; its first is a list.
LIST, FIELDS = "migrated_codes", ("secret", "seed")
ENCRYPTED = "gAAAA"  # as every token of Fernet begins, and neither base 32, hexadecimal nor figures


def encrypt(text: str) -> str:
    return cipher().encrypt(text.encode()).decode()


def decrypt(kept: str) -> str:
    """InvalidToken when no key of ours has encrypted it."""
    return cipher().decrypt(kept.encode()).decode()


def cipher() -> MultiFernet:
    """Encrypts with SECRET_KEY, reads with that and with the former ones."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factor:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


@dataclass
class Rewritten:
    """How many authenticators were encrypted anew, and how many nobody can read any more."""

    done: int = 0
    lost: int = 0


def encrypt_anew(authenticators: Any) -> Rewritten:
    """Encrypt what these hold with the key of today: what a former key encrypted, and what lies there plainly."""
    found = Rewritten()
    for authenticator in authenticators.exclude(type="webauthn").iterator():
        try:
            authenticator.data = authenticator.data | _anew(authenticator.data)
        except InvalidToken:
            found.lost += 1
        else:
            authenticator.save(update_fields=["data"])
            found.done += 1
    return found


def _anew(data: dict[str, Any]) -> dict[str, Any]:
    changed: dict[str, Any] = {field: _one_anew(data[field]) for field in FIELDS if data.get(field)}
    if data.get(LIST):
        changed[LIST] = [_one_anew(code) for code in data[LIST]]
    return changed


def _one_anew(kept: str) -> str:
    if kept.startswith(ENCRYPTED):
        return cipher().rotate(kept.encode()).decode()
    return encrypt(kept)
