from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .review import Review


class HelpfulVote(models.Model):
    """Whether a member found somebody else's review helpful, which is not whether they agree with it."""

    review = models.ForeignKey(Review, verbose_name=_("review"), on_delete=models.CASCADE, db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author of the review"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("The same as the review's, so that the database can refuse a vote on one's own."),
    )
    is_helpful = models.BooleanField(_("helpful"))
    revision = models.PositiveIntegerField(
        _("version voted on"), default=1, help_text=_("The review's revision when the vote was cast.")
    )
    created_at = models.DateTimeField(_("first cast"), default=timezone.now)
    updated_at = models.DateTimeField(_("last changed"), default=timezone.now)

    class Meta:
        verbose_name = _("helpful vote")
        verbose_name_plural = _("helpful votes")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "member"], name="one_helpful_vote_per_member_and_review"
            ),
            models.CheckConstraint(
                condition=~Q(member=F("author")),
                name="nobody_votes_on_their_own_review",
                violation_error_message=_("You cannot vote on your own review."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("helpful") if self.is_helpful else _("not helpful"))
