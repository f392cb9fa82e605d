from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from films.models import Title


class WatchlistQuerySet(models.QuerySet["WatchlistEntry"]):
    def of_member(self, member: User) -> Self:
        return self.filter(member=member)

    def for_title(self, title: Title) -> Self:
        return self.filter(title=title)

    def with_title(self) -> Self:
        """Their titles fetched along; what is not published is left out."""
        return self.filter(title__is_published=True).select_related("title__poster")

    def off_the_site(self) -> Self:
        """Of titles that the public does not see now: kept, counted, and named to nobody."""
        return self.filter(title__is_published=False)


class WatchlistEntry(models.Model):
    """A title that a member means to watch."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, db_index=False
    )
    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.CASCADE)
    created_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = WatchlistQuerySet.as_manager()

    class Meta:
        verbose_name = _("watchlist entry")
        verbose_name_plural = _("watchlist entries")
        constraints = [
            models.UniqueConstraint(fields=["member", "title"], name="a_title_is_on_a_watchlist_once")
        ]
        indexes = [models.Index(fields=["member", "-created_at", "-id"], name="watchlist_of_a_member")]

    def __str__(self) -> str:
        return str(self.title)
