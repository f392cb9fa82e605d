"""“Interesting?” on trivia and goofs: one mechanism for both, kept here because films knows no members."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.models import Goof, Trivia

EITHER_TRIVIA_OR_GOOF = Q(trivia__isnull=False, goof__isnull=True) | Q(
    trivia__isnull=True, goof__isnull=False
)


class InterestVote(models.Model):
    """Whether a member found a piece of trivia, or a goof, interesting."""

    trivia = models.ForeignKey(
        Trivia, verbose_name=_("trivia"), on_delete=models.CASCADE, null=True, blank=True, db_index=False
    )
    goof = models.ForeignKey(
        Goof, verbose_name=_("goof"), on_delete=models.CASCADE, null=True, blank=True, db_index=False
    )
    member = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE)
    is_interesting = models.BooleanField(_("interesting"))
    updated_at = models.DateTimeField(_("last changed"), default=timezone.now)

    class Meta:
        verbose_name = _("interest vote")
        verbose_name_plural = _("interest votes")
        constraints = [
            models.UniqueConstraint(
                fields=["trivia", "member"], name="one_interest_vote_per_member_and_trivia"
            ),
            models.UniqueConstraint(fields=["goof", "member"], name="one_interest_vote_per_member_and_goof"),
            models.CheckConstraint(
                condition=EITHER_TRIVIA_OR_GOOF, name="an_interest_vote_is_on_trivia_or_a_goof"
            ),
        ]

    def __str__(self) -> str:
        return str(_("interesting") if self.is_interesting else _("not interesting"))


class Interest(models.Model):
    """How many found a piece of trivia, or a goof, interesting. Written only by the verbs that cast votes."""

    trivia = models.OneToOneField(
        Trivia, verbose_name=_("trivia"), on_delete=models.CASCADE, null=True, related_name="interest"
    )
    goof = models.OneToOneField(
        Goof, verbose_name=_("goof"), on_delete=models.CASCADE, null=True, related_name="interest"
    )
    interesting_count = models.PositiveIntegerField(_("found it interesting"), default=0)
    vote_count = models.PositiveIntegerField(_("voted"), default=0)

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interest")
        constraints = [
            models.CheckConstraint(
                condition=EITHER_TRIVIA_OR_GOOF, name="an_interest_is_in_trivia_or_a_goof"
            ),
            models.CheckConstraint(
                condition=Q(interesting_count__lte=F("vote_count")), name="no_more_interested_than_voted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interesting_count}/{self.vote_count}"
