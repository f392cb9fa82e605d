"""How long a job may take: asked between rows, so that a job stops of itself and leaves nothing half done."""

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

from django.conf import settings

Each = TypeVar("Each")


class OutOfTime(Exception):  # noqa: N818  it is an answer
    """The job has taken as long as it may."""


class Clock:
    """Starts when it is made. A job that is taken over from a dead worker starts anew."""

    def __init__(self) -> None:
        self.ends = monotonic() + settings.IMPORT_MINUTES * 60

    def check(self) -> None:
        if monotonic() >= self.ends:
            raise OutOfTime

    def within(self, things: Iterable[Each]) -> Iterator[Each]:
        """These, for as long as there is time."""
        for thing in things:
            self.check()
            yield thing
