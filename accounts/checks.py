"""What is said at the start when a setting of this app cannot be meant."""

from typing import Any

from django.conf import settings
from django.core import checks

from accounts.breached_passwords import HASH_LENGTH


@checks.register(checks.Tags.security)
def breached_passwords_can_be_read(**options: Any) -> list[checks.CheckMessage]:
    """Better no start than a site that trusts in a list it does not have."""
    path = settings.BREACHED_PASSWORDS
    if not path:
        return []
    try:
        with path.open("rb") as file:
            first = file.readline(200)
    except OSError as error:
        return [checks.Error(f"BREACHED_PASSWORDS cannot be read: {error}", id="accounts.E001")]
    try:
        is_hash = len(bytes.fromhex(first[:HASH_LENGTH].decode("ascii"))) * 2 == HASH_LENGTH
    except ValueError:
        is_hash = False
    if is_hash:
        return []
    hint = "Each line is a SHA-1 in 40 hexadecimal figures, in their order, as docs/deploying.md says."
    return [checks.Error("BREACHED_PASSWORDS is no list of hashes.", hint=hint, id="accounts.E002")]
