from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.models import Suggestion


class SuggestionAgreement(models.Model):
    """A trusted member says that a suggestion is right."""

    suggestion = models.ForeignKey(
        Suggestion, verbose_name=_("suggestion"), on_delete=models.CASCADE, related_name="agreements"
    )
    member = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE)
    created_at = models.DateTimeField(_("agreed"), default=timezone.now)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "member"], name="one_agreement_per_member_and_suggestion"
            )
        ]

    def __str__(self) -> str:
        return str(self.member)
