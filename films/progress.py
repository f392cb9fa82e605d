"""How far long work is: counted in steps by who does it, read by pages of other processes.

It is kept beside the database, where a transaction that is still open hides what it has written.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.cache import caches

SHARED = "shared"
"""The cache that all processes of the site see."""

_PAUSE = 0.5  # seconds between two words about it
_REMEMBERED = 3600


class _Steps:
    def __init__(self, key: str) -> None:
        self.key, self.done, self.told_at = key, 0, time.monotonic()

    def take(self) -> None:
        self.done += 1
        if time.monotonic() - self.told_at >= _PAUSE:
            self.told_at = time.monotonic()
            caches[SHARED].set(self.key, self.done, _REMEMBERED)


_counted: ContextVar[_Steps | None] = ContextVar("counted", default=None)


@contextmanager
def counting(key: str) -> Iterator[None]:
    """Whatever calls `step` meanwhile is counted under this key."""
    caches[SHARED].set(key, 0, _REMEMBERED)
    token = _counted.set(_Steps(key))
    try:
        yield
    finally:
        _counted.reset(token)
        caches[SHARED].delete(key)


def step() -> None:
    """One row more is done. Nothing happens where nobody counts."""
    steps = _counted.get()
    if steps is not None:
        steps.take()


def steps_done(key: str) -> int:
    return int(caches[SHARED].get(key) or 0)
