"""Counting what members and visitors do, and refusing what is too much: exactly, on both databases."""

from collections.abc import Iterator
from contextlib import nullcontext
from time import time

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from limits.addresses import address_key
from limits.allowances import Allowance, allowances
from limits.models import Spending


class Refused(Exception):  # noqa: N818  it is an answer, not an error
    """Too often. `wait` is in whole seconds, at least 1."""

    def __init__(self, action: str, wait: float) -> None:
        super().__init__(action)
        self.action, self.wait = action, int(wait) + 1

    @property
    def message(self) -> str:
        """What to tell the visitor."""
        return _("That was a little too often. You can go on %(when)s.") % {"when": self._when()}

    def _when(self) -> str:
        if self.wait < 60:
            return ngettext("in %(n)d second", "in %(n)d seconds", self.wait) % {"n": self.wait}
        minutes = -(-self.wait // 60)
        if minutes < 60:
            return ngettext("in %(n)d minute", "in %(n)d minutes", minutes) % {"n": minutes}
        hours = -(-minutes // 60)
        return ngettext("in %(n)d hour", "in %(n)d hours", hours) % {"n": hours}


def spend(request: HttpRequest, action: str) -> None:
    """Count one `action` of settings.RATE_LIMITS for whoever asks. Refused when it was one too many.

    It counts for as long as the transaction around it is kept: what fails afterwards has cost nothing.
    Call it first in that transaction, so that no two requests wait for each other's rows.
    """
    now = time()
    accounts = list(_accounts(request, action, now))
    # One statement is a transaction of its own.
    with transaction.atomic() if len(accounts) > 1 else nullcontext():
        for key, allowance in accounts:
            name = f"{action} {key} {allowance.seconds}"
            wait = Spending.objects.spend(name, most=allowance.most, seconds=allowance.seconds, now=now)
            if wait is not None:
                raise Refused(action, wait)


def _accounts(request: HttpRequest, action: str, now: float) -> Iterator[tuple[str, Allowance]]:
    """What is counted, always in the same order: the member's own, then the address."""
    member = request.user
    if member.is_authenticated:
        standing = import_string(settings.RATE_LIMIT_STANDING)(member)
        for allowance in allowances(action, standing):
            yield f"member {member.pk}", allowance
    for allowance in allowances(action, "address" if member.is_authenticated else "visitor"):
        yield f"address {address_key(request, now)}", allowance
