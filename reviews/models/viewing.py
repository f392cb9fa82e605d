from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from films.models import Title
from films.partial_date import PartialDateField, is_partial_date

VIEWING_NOTE_LENGTH = 1000


class ViewingQuerySet(models.QuerySet["Viewing"]):
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

    def latest_first(self) -> Self:
        return self.order_by("-date", "-id")


class Viewing(models.Model):
    """One time that a member watched a title; a line of their diary."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, db_index=False
    )
    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.CASCADE)
    date = PartialDateField(_("watched on"), blank=True)
    is_rewatch = models.BooleanField(_("I had seen it before"), default=False)
    note = models.CharField(_("note"), max_length=VIEWING_NOTE_LENGTH, blank=True)
    created_at = models.DateTimeField(_("noted"), default=timezone.now)

    objects = ViewingQuerySet.as_manager()

    class Meta:
        verbose_name = _("viewing")
        verbose_name_plural = _("viewings")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "title", "date"],
                name="a_viewing_is_noted_once",
                violation_error_message=_("Your diary has this viewing already."),
            ),
            models.CheckConstraint(condition=is_partial_date("date"), name="a_viewing_has_a_partial_date"),
        ]
        indexes = [models.Index(fields=["member", "-date", "-id"], name="diary_of_a_member")]

    def __str__(self) -> str:
        return f"{self.title}, {self.date or '?'}"
