"""Whose address a request came from, so that it can be counted without being kept."""

import hashlib
import hmac
from datetime import UTC, datetime
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address that the outermost proxy we trust saw; without proxies, that of the connection.

    What stands further left in X-Forwarded-For is what anybody may have written there.
    """
    direct: str = request.META.get("REMOTE_ADDR", "")
    count = settings.TRUSTED_PROXY_COUNT
    if not count:
        return direct
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return seen[-count] if len(seen) >= count and seen[-count] else direct


def address_key(request: HttpRequest, now: float) -> str:
    """A name for the address that cannot be turned back into it, and is another one tomorrow.

    An IPv6 household has 2⁶⁴ addresses: it is counted as one.
    """
    address = address_of(request)
    try:
        number = ip_address(address)
    except ValueError:
        network = address
    else:
        if isinstance(number, IPv6Address) and number.ipv4_mapped:
            number = number.ipv4_mapped
        network = number.exploded[:19] if isinstance(number, IPv6Address) else str(number)
    day = datetime.fromtimestamp(now, UTC).date().isoformat()
    salted = f"limits {day} {network}".encode(errors="replace")
    return hmac.new(settings.SECRET_KEY.encode(), salted, hashlib.sha256).hexdigest()[:32]
