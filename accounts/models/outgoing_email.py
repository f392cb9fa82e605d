from collections.abc import Iterable
from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

HOPELESS_AFTER = timedelta(days=7)


class OutgoingEmailQuerySet(models.QuerySet["OutgoingEmail"]):
    def hopeless(self) -> Self:
        """A week old: its links and codes have long expired."""
        return self.filter(created_at__lt=timezone.now() - HOPELESS_AFTER)

    def to_any_of(self, addresses: Iterable[str]) -> Self:
        """Those to one of these addresses alone, in capitals or not."""
        matches = models.Q(pk__in=[])
        for address in filter(None, addresses):
            matches |= models.Q(recipients__iexact=address)
        return self.filter(matches)


class OutgoingEmail(models.Model):
    """An e-mail on its way. The row is gone once the mail server has taken it: it may hold a secret link."""

    recipients = models.TextField(_("to"))
    subject = models.TextField(_("subject"))
    content = models.JSONField(_("content"), editable=False)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing e-mail")
        verbose_name_plural = _("outgoing e-mails")

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipients}"
