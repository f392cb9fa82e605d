import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from films.models import Title

LIST_NAME_LENGTH = 160
LIST_NOTE_LENGTH = 1000
OF_A_SHOWN_MEMBER = Q(member__is_active=True, member__leaves_at=None)


class ListVisibility(models.TextChoices):
    PUBLIC = "public", _("Public: everyone may find it")
    UNLISTED = "unlisted", _("Unlisted: who has its address may read it")
    PRIVATE = "private", _("Private: you alone")


def new_list_key() -> str:
    """What a list's address ends in: long enough that nobody guesses an unlisted one."""
    return secrets.token_hex(8)


class TitleListQuerySet(models.QuerySet["TitleList"]):
    def of_member(self, member: User) -> Self:
        return self.filter(member=member)

    def public(self) -> Self:
        return self.filter(OF_A_SHOWN_MEMBER, visibility=ListVisibility.PUBLIC)

    def readable_by(self, member) -> Self:
        """One's own, and of others what has an address that others may open."""
        readable = ~Q(visibility=ListVisibility.PRIVATE) & OF_A_SHOWN_MEMBER
        return self.filter(readable | Q(member=member) if member.is_authenticated else readable)

    def latest_first(self) -> Self:
        return self.order_by("-updated_at", "-id")

    def counted(self) -> Self:
        """With how many titles each shows: those that are on the site now."""
        return self.annotate(entry_count=Count("entries", filter=Q(entries__title__is_published=True)))


class TitleList(models.Model):
    """Titles that a member put in an order of their own."""

    key = models.CharField(_("key"), max_length=16, unique=True, default=new_list_key, editable=False)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, db_index=False
    )
    name = models.CharField(_("name"), max_length=LIST_NAME_LENGTH)
    description = models.TextField(_("description"), max_length=5000, blank=True)
    visibility = models.CharField(
        _("who may read it"), max_length=8, choices=ListVisibility, default=ListVisibility.PRIVATE
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    updated_at = models.DateTimeField(_("last changed"), default=timezone.now)

    objects = TitleListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list")
        verbose_name_plural = _("lists")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "name"],
                name="a_member_names_each_list_differently",
                violation_error_message=_("You have a list of this name already."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_list_has_a_name"),
        ]
        indexes = [models.Index(fields=["member", "-updated_at", "-id"], name="lists_of_a_member")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reviews:list", args=[self.key])


class ListEntryQuerySet(models.QuerySet["ListEntry"]):
    def with_title(self) -> Self:
        """Their titles fetched along; what is not published is left out."""
        return self.filter(title__is_published=True).select_related("title__poster")

    def off_the_site(self) -> Self:
        """Of titles that the public does not see now: kept, counted, and named to nobody."""
        return self.filter(title__is_published=False)

    def in_order(self) -> Self:
        return self.order_by("position", "id")


class ListEntry(models.Model):
    """A title on a list, with what the member says of it there."""

    title_list = models.ForeignKey(
        TitleList, verbose_name=_("list"), on_delete=models.CASCADE, related_name="entries", db_index=False
    )
    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.CASCADE)
    position = models.PositiveIntegerField(_("position"))
    note = models.CharField(_("note"), max_length=LIST_NOTE_LENGTH, blank=True)
    created_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a list")
        verbose_name_plural = _("entries of lists")
        constraints = [
            models.UniqueConstraint(fields=["title_list", "title"], name="a_title_is_on_a_list_once")
        ]
        indexes = [models.Index(fields=["title_list", "position", "id"], name="entries_in_order")]

    def __str__(self) -> str:
        return str(self.title)
