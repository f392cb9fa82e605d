"""How often one may: “new 3/h 3/day; regular 5/h 20/day; address 60/day” as the settings write it.

`new`, `regular` and `trusted` are what settings.RATE_LIMIT_STANDING says of a member; `address` is for all members
at one address together, `visitor` for those who have not logged in, by their address.
"""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SECONDS = {"min": 60, "h": 3600, "day": 24 * 3600}
WORD = re.compile(r"([1-9][0-9]{0,8})/(min|h|day)")


@dataclass(frozen=True)
class Allowance:
    """At most so many in so many seconds."""

    most: int
    seconds: int


def allowances(action: str, who: str) -> tuple[Allowance, ...]:
    """What settings.RATE_LIMITS allows these for this action; nothing said is nothing limited."""
    return _parsed(settings.RATE_LIMITS[action]).get(who, ())


@cache
def _parsed(text: str) -> dict[str, tuple[Allowance, ...]]:
    """{who: their allowances, the shortest time first}. ImproperlyConfigured for what cannot be read."""
    found = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        who, *words = part.split()
        matches = [WORD.fullmatch(word) for word in words]
        if not all(matches) or not words:
            raise ImproperlyConfigured(f"“{part}” is no rate limit; write “regular 5/h 20/day”.")
        found[who] = tuple(Allowance(int(match[1]), SECONDS[match[2]]) for match in matches if match)
    return found
