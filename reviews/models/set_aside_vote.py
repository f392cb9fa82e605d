from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.models import Title

from .moderation_action import ModerationAction
from .review import Review

A_HELPFUL_VOTE = Q(review__isnull=False, title__isnull=True, value__range=(0, 1))
A_RATING = Q(review__isnull=True, title__isnull=False, value__range=(1, 10))


class SetAsideVoteQuerySet(models.QuerySet["SetAsideVote"]):
    def of(self, action: ModerationAction) -> Self:
        return self.filter(action=action)

    def by(self, member) -> Self:
        return self.filter(member=member)


class SetAsideVote(models.Model):
    """A helpful vote, or a rating, that staff took out of every count; kept so that it can be put back as it was.

    While it lies here its member cannot cast it anew.
    """

    action = models.ForeignKey(
        ModerationAction, verbose_name=_("decision"), on_delete=models.CASCADE, related_name="set_aside_votes"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, db_index=False
    )
    review = models.ForeignKey(
        Review, verbose_name=_("review"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    title = models.ForeignKey(
        Title, verbose_name=_("title"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    value = models.PositiveSmallIntegerField(_("value"), help_text=_("1 is helpful, 0 is not; or the stars."))
    revision = models.PositiveIntegerField(_("version voted on"), default=1)
    created_at = models.DateTimeField(_("first cast"), default=timezone.now)

    objects = SetAsideVoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote set aside")
        verbose_name_plural = _("votes set aside")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=A_HELPFUL_VOTE | A_RATING, name="a_vote_set_aside_is_a_vote_or_a_rating"
            ),
            models.UniqueConstraint(fields=["member", "review"], name="a_vote_is_set_aside_once"),
            models.UniqueConstraint(fields=["member", "title"], name="a_rating_is_set_aside_once"),
        ]

    def __str__(self) -> str:
        return str(self.value)
