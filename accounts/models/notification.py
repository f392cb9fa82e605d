from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NotificationKind(models.TextChoices):
    """What a member may be told of. Each kind has its own switches, on the site and by e-mail."""

    APPEAL = "appeal", _("Answers to your appeals")
    MODERATION = "moderation", _("What moderators did with your reviews")
    SUGGESTION = "suggestion", _("What became of your suggestions to the catalogue")
    IMPORT = "import", _("Imports and exports that are done")
    RELEASE = "release", _("Releases of titles and people you follow")
    NEWS = "news", _("The digest of what you follow")


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def mark_read(self) -> int:
        """Mark the unread ones read, now; return how many there were."""
        return self.unread().update(read_at=timezone.now())


class Notification(models.Model):
    """One thing a member was told on the site."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notifications",
        verbose_name=_("member"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NotificationKind)
    text = models.CharField(_("text"), max_length=300)
    url = models.CharField(_("leads to"), max_length=500, blank=True)
    key = models.CharField(max_length=100, blank=True, editable=False)
    created_at = models.DateTimeField(_("told at"), auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [models.Index(fields=["member", "-created_at"], name="notifications_of_a_member")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "key"],
                condition=~models.Q(key=""),
                name="a_member_is_told_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class NotificationChoice(models.Model):
    """A member's switches for one kind. Without a row, both are on; the digest is weekly, or daily."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notification_choices",
        verbose_name=_("member"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NotificationKind)
    is_on_site = models.BooleanField(_("on the site"), default=True)
    is_by_email = models.BooleanField(_("by e-mail"), default=True)
    is_daily = models.BooleanField(_("every day"), default=False)

    class Meta:
        verbose_name = _("notification choice")
        verbose_name_plural = _("notification choices")
        constraints = [
            models.UniqueConstraint(fields=["member", "kind"], name="one_choice_per_member_and_kind"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
