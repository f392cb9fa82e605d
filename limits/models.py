from typing import Self

from django.db import connections, models, router
from django.utils.translation import gettext_lazy as _

# One statement counts and refuses at once, so that no two requests can both take the last place.
# A row that is full is left as it is and returns nothing; one whose time is over begins anew.
SPEND = """
    INSERT INTO limits_spending (key, count, ends_at) VALUES (%(key)s, 1, %(ends_at)s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN limits_spending.ends_at <= %(now)s THEN 1 ELSE limits_spending.count + 1 END,
        ends_at = CASE WHEN limits_spending.ends_at <= %(now)s THEN excluded.ends_at
            ELSE limits_spending.ends_at END
    WHERE limits_spending.ends_at <= %(now)s OR limits_spending.count < %(most)s
    RETURNING count
"""


class SpendingQuerySet(models.QuerySet["Spending"]):
    def over(self, now: float) -> Self:
        """Those whose time has run out at `now`, in seconds since 1970."""
        return self.filter(ends_at__lte=now)

    def spend(self, key: str, *, most: int, seconds: int, now: float) -> float | None:
        """Count one more under this key, or refuse when `most` are counted: then the seconds to wait.

        The first of them opens a window of so many seconds; at its end the count begins anew.
        """
        values: dict[str, str | float] = {"key": key, "most": most, "now": now, "ends_at": now + seconds}
        with connections[router.db_for_write(Spending)].cursor() as cursor:
            cursor.execute(SPEND, values)
            if cursor.fetchone():
                return None
        return max(0.0, self.get(key=key).ends_at - now)


class Spending(models.Model):
    """How often somebody did something since their window opened. The key tells who and what, not whom."""

    key = models.CharField(_("key"), max_length=120, primary_key=True)
    count = models.PositiveIntegerField(_("count"))
    ends_at = models.FloatField(_("ends at"), db_index=True, help_text=_("Seconds since 1970."))

    objects = SpendingQuerySet.as_manager()

    class Meta:
        verbose_name = _("spending")
        verbose_name_plural = _("spending")
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
