"""Passwords that are known to have been stolen, looked up in a file on this machine: nothing is asked of others.

The file is that of Have I Been Pwned's Pwned Passwords, ordered by hash: a line each, the SHA-1 of a password in
capital hexadecimal figures, and after a colon how often it was met. A billion lines are some thirty look-ups.
"""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HASH_LENGTH = 40


class BreachedPasswordValidator:
    """Refuses what settings.BREACHED_PASSWORDS lists; in force when there is such a file."""

    def validate(self, password: str, user: object = None) -> None:
        if is_breached(password, settings.BREACHED_PASSWORDS):
            raise ValidationError(
                _(
                    "This password has been stolen from another site and is in the lists that thieves try first. "
                    "Please choose another, and change it wherever else you use it."
                ),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be one that was stolen from another site.")


def is_breached(password: str, path: Path) -> bool:
    # SHA-1 is the list's choice; nothing is protected by it here.
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        return _is_listed(file, wanted)


def _is_listed(file: BinaryIO, wanted: bytes) -> bool:
    """Halve the file until the line that could be the wanted one begins right at `low`."""
    low, high = 0, file.seek(0, os.SEEK_END)
    while low < high:
        middle = (low + high) // 2
        start, line = _line_from(file, middle)
        if line and line[:HASH_LENGTH].upper() < wanted:
            low = start + len(line)
        else:
            high = middle
    _start, line = _line_from(file, low)
    return line[:HASH_LENGTH].upper() == wanted


def _line_from(file: BinaryIO, position: int) -> tuple[int, bytes]:
    """The first line that begins at this byte or later, and where it begins; an empty one at the end."""
    file.seek(max(position - 1, 0))
    if position:
        file.readline()  # to the end of the line before, also when that is the very byte
    return file.tell(), file.readline()
