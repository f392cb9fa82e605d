from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.models import Title


class AlertKind(models.TextChoices):
    RATE = "rate", _("Far more ratings than usual")
    POLARISED = "polarised", _("Ratings at both ends")
    NEW_MEMBERS = "new_members", _("Many ratings by new members")


class AlertStatus(models.TextChoices):
    OPEN = "open", _("open")
    ACTED = "acted", _("score frozen")
    DISMISSED = "dismissed", _("nothing wrong")


class RatingAlertQuerySet(models.QuerySet["RatingAlert"]):
    def open(self) -> Self:
        return self.filter(status=AlertStatus.OPEN)

    def for_title(self, title: Title) -> Self:
        return self.filter(title=title)

    def known_since(self, moment) -> Self:
        """Open, or raised since then."""
        return self.filter(Q(status=AlertStatus.OPEN) | Q(created_at__gte=moment))

    def close(self, status: AlertStatus) -> int:
        return self.open().update(status=status, closed_at=timezone.now())


class RatingAlert(models.Model):
    """A title is being rated in an unusual way, by the thresholds of reviews.unusual_voting."""

    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("what is unusual"), max_length=20, choices=AlertKind)
    measured = models.FloatField(_("measured"))
    threshold = models.FloatField(_("threshold"))
    recent_count = models.PositiveIntegerField(_("ratings in the last day"))
    status = models.CharField(_("status"), max_length=10, choices=AlertStatus, default=AlertStatus.OPEN)
    created_at = models.DateTimeField(_("raised"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = RatingAlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating alert")
        verbose_name_plural = _("rating alerts")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["title", "kind"],
                condition=Q(status=AlertStatus.OPEN),
                name="one_open_alert_per_title_and_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_kind_display()}"
