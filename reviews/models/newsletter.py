import datetime as dt
import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import NotificationChoice, NotificationKind, User
from films.codes import validate_country

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)


def new_feed_key() -> str:
    """What a private feed's address ends in: 192 random bits."""
    return secrets.token_urlsafe(24)


def home_country() -> str:
    return settings.HOME_COUNTRY


class NewsletterQuerySet(models.QuerySet["Newsletter"]):
    def due(self, now: dt.datetime) -> Self:
        """Whose digest is to be sent: a week after the last, or a day; never where it is switched off."""
        choices = NotificationChoice.objects.filter(member=OuterRef("member"), kind=NotificationKind.NEWS)
        daily = Exists(choices.filter(is_daily=True))
        return self.filter(
            Q(told_until__lte=now - WEEK) | Q(daily, told_until__lte=now - DAY),
            ~Exists(choices.filter(is_by_email=False)),
            member__is_active=True,
        )


class Newsletter(models.Model):
    """How a member hears of what they follow: a feed of their own, and a digest that has told all up to a time."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="newsletter",
    )
    feed_key = models.CharField(max_length=40, unique=True, default=new_feed_key, editable=False)
    country = models.CharField(
        _("country"),
        max_length=2,
        default=home_country,
        validators=[validate_country],
        help_text=_("You are told of releases there, and of the first of a title anywhere."),
    )
    told_until = models.DateTimeField(_("told until"), default=timezone.now, db_index=True)

    objects = NewsletterQuerySet.as_manager()

    class Meta:
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")

    def __str__(self) -> str:
        return f"{self.member_id}"

    @property
    def feed_url(self) -> str:
        return settings.SITE_URL + reverse("reviews:following-feed", args=[self.feed_key])

    def reset_feed(self) -> None:
        """A new address; whoever knows the former one reads no more."""
        self.feed_key = new_feed_key()
        self.save(update_fields=["feed_key"])


def newsletter_of(member: User) -> Newsletter:
    """The member's, made with the first thing that is to be told."""
    return Newsletter.objects.get_or_create(member=member)[0]
