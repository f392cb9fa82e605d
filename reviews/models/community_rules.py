from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reviews.weighting import DEFAULT_MINIMUM_VOTES, DEFAULT_PRIOR


class CommunityRules(models.Model):
    """What staff decide for the whole site: one row, or the defaults below while there is none."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    rating_prior = models.FloatField(
        _("prior rating"),
        default=DEFAULT_PRIOR,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("What a title is taken to be worth before anybody has rated it, 1–10."),
    )
    rating_minimum = models.PositiveIntegerField(
        _("weight of the prior"),
        default=DEFAULT_MINIMUM_VOTES,
        validators=[MinValueValidator(1), MaxValueValidator(1_000_000)],
        help_text=_("As many ratings as it takes before members outweigh the prior."),
    )
    review_floor = models.PositiveIntegerField(
        _("shortest review"), default=150, validators=[MinValueValidator(1)], help_text=_("In characters.")
    )
    review_ceiling = models.PositiveIntegerField(
        _("longest review"),
        default=10_000,
        validators=[MaxValueValidator(50_000)],
        help_text=_("In characters."),
    )
    undo_days = models.PositiveSmallIntegerField(
        _("days to undo a deletion"),
        default=30,
        validators=[MaxValueValidator(365)],
        help_text=_("How long an author can bring back a deleted review."),
    )
    spoiler_reports = models.PositiveSmallIntegerField(
        _("reports that fold a review"),
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_(
            "So many members, none of them new, name an unmarked spoiler: folded until staff decide."
        ),
    )
    suggestion_agreements = models.PositiveSmallIntegerField(
        _("agreements that accept a suggestion"),
        default=2,
        validators=[MaxValueValidator(20)],
        help_text=_(
            "So many trusted members accept a change to the catalogue without staff; 0: they cannot."
        ),
    )
    regular_after_days = models.PositiveSmallIntegerField(
        _("days until a member is regular"), default=3, help_text=_("And a visible review, or ten ratings.")
    )
    trusted_after_days = models.PositiveSmallIntegerField(_("days until a member is trusted"), default=90)
    trusted_after_reviews = models.PositiveSmallIntegerField(
        _("visible reviews until a member is trusted"), default=10
    )
    trusted_after_helpful = models.PositiveSmallIntegerField(
        _("helpful votes until a member is trusted"), default=25
    )

    class Meta:
        verbose_name = _("community rules")
        verbose_name_plural = _("community rules")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="there_is_one_set_of_rules"),
            models.CheckConstraint(
                condition=Q(rating_prior__range=(1, 10)), name="the_prior_rating_is_1_to_10"
            ),
            models.CheckConstraint(
                condition=Q(spoiler_reports__gte=1), name="a_review_is_not_folded_unasked"
            ),
            models.CheckConstraint(condition=Q(rating_minimum__gte=1), name="the_prior_weighs_something"),
            models.CheckConstraint(
                condition=Q(review_floor__lte=F("review_ceiling")),
                name="the_shortest_review_is_no_longer_than_the_longest",
                violation_error_message=_("The shortest review cannot be longer than the longest."),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> "CommunityRules":
        return cls.objects.first() or cls()
