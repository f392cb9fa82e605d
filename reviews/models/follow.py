from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from films.models import Person, Title

MOST_FOLLOWED = 1000


class FollowQuerySet(models.QuerySet["Follow"]):
    def of_member(self, member: User) -> Self:
        return self.filter(member=member)

    def of_target(self, target: Title | Person) -> Self:
        return self.filter(**{followed_as(target): target})

    def off_the_site(self) -> Self:
        """Of titles that the public does not see now: kept, counted, and named to nobody."""
        return self.filter(title__is_published=False)

    def with_target(self) -> Self:
        """What is followed fetched along, the latest first; a title that is not published is left out."""
        shown = self.filter(Q(title=None) | Q(title__is_published=True))
        return shown.select_related("title__poster", "person__photo").order_by("-created_at", "-id")


class Follow(models.Model):
    """A member wants to hear what is new about a title, or about a person."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, db_index=False
    )
    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.CASCADE, null=True, blank=True)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, null=True, blank=True
    )
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.CheckConstraint(
                condition=Q(title__isnull=True) ^ Q(person__isnull=True),
                name="a_follow_is_of_a_title_or_a_person",
            ),
            models.UniqueConstraint(fields=["member", "title"], name="a_title_is_followed_once"),
            models.UniqueConstraint(fields=["member", "person"], name="a_person_is_followed_once"),
        ]
        indexes = [models.Index(fields=["member", "-created_at", "-id"], name="follows_of_a_member")]

    def __str__(self) -> str:
        return str(self.title or self.person)


def followed_as(target: Title | Person) -> str:
    """The field that names it: "title" or "person"."""
    return "title" if isinstance(target, Title) else "person"
