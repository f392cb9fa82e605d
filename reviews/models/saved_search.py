from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User

MOST_SEARCHES = 20
SEARCH_NAME_LENGTH = 100
CRITERIA_LENGTH = 2000


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def of_member(self, member: User) -> Self:
        return self.filter(member=member)

    def in_digest(self) -> Self:
        return self.filter(is_in_digest=True)

    def by_name(self) -> Self:
        return self.order_by("name", "id")


class SavedSearch(models.Model):
    """An advanced search that a member gave a name."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, db_index=False
    )
    name = models.CharField(_("name"), max_length=SEARCH_NAME_LENGTH)
    criteria = models.CharField(
        _("criteria"), max_length=CRITERIA_LENGTH, help_text=_("As in the address of the search.")
    )
    is_in_digest = models.BooleanField(_("tell me of new titles in the digest"), default=False)
    told_title_id = models.BigIntegerField(
        default=0, editable=False, help_text=_("The digest has told all up to this title.")
    )
    created_at = models.DateTimeField(_("saved"), default=timezone.now)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "name"],
                name="a_member_names_each_search_differently",
                violation_error_message=_("You have a search of this name already."),
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(criteria=""), name="a_search_asks_something"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is run."""
        return f"{reverse('films:search-titles')}?{self.criteria}"
