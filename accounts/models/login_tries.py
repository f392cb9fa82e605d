import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models.user import User

MOST, WITHIN = 5, timedelta(minutes=5)


PASSWORDS, CODES = "", "codes of "


def account_digest(account: "User | str", tried: str = PASSWORDS) -> str:
    """What the tries for a member are counted under, or for a name that is nobody's."""
    whose = f"nobody {account.lower()}" if isinstance(account, str) else f"member {account.pk}"
    return hashlib.sha256(f"{tried}{whose}".encode()).hexdigest()


class LoginTriesQuerySet(models.QuerySet["LoginTries"]):
    def over(self) -> Self:
        """Of a span that has ended."""
        return self.filter(began_at__lte=timezone.now() - WITHIN)

    @transaction.atomic
    def take(self, name: str) -> bool:
        """Take one of the name's five tries in five minutes; False if none is left."""
        now = timezone.now()
        self.get_or_create(name=name, defaults={"began_at": now})
        tries = self.select_for_update().get(name=name)
        if tries.began_at <= now - WITHIN:
            tries.began_at, tries.count = now, 0
        if tries.count >= MOST:
            return False
        tries.count += 1
        tries.save(update_fields=["began_at", "count"])
        return True

    def of(self, member: "User") -> Self:
        return self.filter(name__in=[account_digest(member, tried) for tried in (PASSWORDS, CODES)])

    def give_back(self, name: str) -> None:
        """The right one: its try does not count. The wrong ones before it still do."""
        self.filter(name=name, count__gt=0).update(count=models.F("count") - 1)


class LoginTries(models.Model):
    """How often a password, or a code of a second factor, was tried for one account lately.

    In the database, not in the cache: every server process counts in the same place, and neither a restart
    nor a lost cache gives tries back.
    """

    name = models.CharField(max_length=64, unique=True)
    count = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField(db_index=True)

    objects = LoginTriesQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name}: {self.count}"
