from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .moderation_action import ModerationAction

APPEAL_LENGTH = 2000


class AppealStatus(models.TextChoices):
    OPEN = "open", _("open")
    UPHELD = "upheld", _("upheld")
    REJECTED = "rejected", _("rejected")


class AppealQuerySet(models.QuerySet["Appeal"]):
    def open(self) -> Self:
        return self.filter(status=AppealStatus.OPEN)


class Appeal(models.Model):
    """An author asks, once, that somebody else look at a decision again."""

    action = models.OneToOneField(
        ModerationAction, verbose_name=_("decision"), on_delete=models.CASCADE, related_name="appeal"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, related_name="+"
    )
    first_moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided first by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "The same as the decision's, so that the database can refuse the same member of staff twice."
        ),
    )
    text = models.TextField(_("why the decision is wrong"), max_length=APPEAL_LENGTH)
    status = models.CharField(_("status"), max_length=10, choices=AppealStatus, default=AppealStatus.OPEN)
    created_at = models.DateTimeField(_("appealed"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=APPEAL_LENGTH, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(first_moderator__isnull=True)
                | ~Q(decided_by=F("first_moderator")),
                name="a_second_member_of_staff_decides_an_appeal",
                violation_error_message=_("You took the decision; somebody else must look at the appeal."),
            ),
            models.CheckConstraint(
                condition=Q(status=AppealStatus.OPEN, decided_at__isnull=True)
                | ~Q(status=AppealStatus.OPEN) & Q(decided_at__isnull=False) & ~Q(answer=""),
                name="a_decided_appeal_has_an_answer",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="an_appeal_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_status_display()}"
