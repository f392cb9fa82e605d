from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.models import Title
from reviews.batches import batched
from reviews.weighting import mean, median, weighted_score

from .community_rules import CommunityRules

STARS = range(1, 11)
LOCKED_AT_ONCE = 500


class RatingQuerySet(models.QuerySet["Rating"]):
    def by_member(self, member):
        return self.filter(member=member)

    def aggregated(self) -> "AggregateRating":
        """All of these as ten counts, in a row that is not stored."""
        counts = dict(self.values_list("value").annotate(Count("pk")).order_by())
        return AggregateRating(**{f"rated_{stars}": count for stars, count in counts.items()})


class Rating(models.Model):
    """One member's stars for a title."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE)
    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.PROTECT)
    value = models.PositiveSmallIntegerField(
        _("stars"), validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    created_at = models.DateTimeField(_("first given"), default=timezone.now)
    updated_at = models.DateTimeField(_("last changed"), default=timezone.now)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["member", "title"], name="one_rating_per_member_and_title"),
            models.CheckConstraint(condition=Q(value__range=(1, 10)), name="a_rating_is_1_to_10"),
        ]
        indexes = [models.Index(fields=["updated_at"], name="rating_latest")]

    def __str__(self) -> str:
        return f"{self.value}/10"


class AggregateRatingQuerySet(models.QuerySet["AggregateRating"]):
    def for_title(self, title: Title) -> "AggregateRating":
        """The title's numbers; all zero when nobody has rated or reviewed it yet."""
        return self.filter(title=title).first() or AggregateRating(title=title)

    def locked_for(self, title: Title) -> "AggregateRating":
        """The title's numbers, made if need be, and nobody else's to change until the transaction ends."""
        row = self.select_for_update().filter(title=title).first()
        if row is None:
            AggregateRating.objects.bulk_create([AggregateRating(title=title)], ignore_conflicts=True)
            row = self.select_for_update().get(title=title)
        return row

    def all_locked_for(self, title_ids: Iterable[int]) -> dict[int, "AggregateRating"]:
        """The numbers of many titles, locked in the order of their keys, so that no two imports wait for each other."""
        ids = sorted(set(title_ids))
        for chunk in batched(ids, LOCKED_AT_ONCE):
            there = set(self.filter(title__in=chunk).values_list("title", flat=True))
            rows = [AggregateRating(title_id=pk) for pk in chunk if pk not in there]
            AggregateRating.objects.bulk_create(rows, ignore_conflicts=True)
        return {
            row.pk: row
            for chunk in batched(ids, LOCKED_AT_ONCE)
            for row in self.select_for_update().filter(title__in=chunk).order_by("title")
        }


class AggregateRating(models.Model):
    """All ratings of a title as ten counts, and the number of its visible reviews.

    Written only by the verbs that change a rating or a review, by difference, in their transaction.
    While staff have frozen it, everything it shows is worked out of `frozen_histogram`; the counts move on.
    """

    title = models.OneToOneField(
        Title,
        verbose_name=_("title"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="aggregate_rating",
    )
    rated_1 = models.PositiveIntegerField(_("1 star"), default=0)
    rated_2 = models.PositiveIntegerField(_("2 stars"), default=0)
    rated_3 = models.PositiveIntegerField(_("3 stars"), default=0)
    rated_4 = models.PositiveIntegerField(_("4 stars"), default=0)
    rated_5 = models.PositiveIntegerField(_("5 stars"), default=0)
    rated_6 = models.PositiveIntegerField(_("6 stars"), default=0)
    rated_7 = models.PositiveIntegerField(_("7 stars"), default=0)
    rated_8 = models.PositiveIntegerField(_("8 stars"), default=0)
    rated_9 = models.PositiveIntegerField(_("9 stars"), default=0)
    rated_10 = models.PositiveIntegerField(_("10 stars"), default=0)
    review_count = models.PositiveIntegerField(_("reviews"), default=0)
    frozen_histogram = models.JSONField(
        _("histogram shown instead"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Ten counts at an earlier time, while staff look into the votes."),
    )
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True, editable=False)
    frozen_as_of = models.DateTimeField(_("shown as it was at"), null=True, blank=True, editable=False)
    frozen_notice = models.TextField(_("public notice"), blank=True, editable=False)

    objects = AggregateRatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("aggregate rating")
        verbose_name_plural = _("aggregate ratings")
        constraints = [
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, frozen_as_of__isnull=True, frozen_notice="")
                | Q(frozen_at__isnull=False, frozen_as_of__isnull=False) & ~Q(frozen_notice=""),
                name="a_frozen_score_has_a_dated_notice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value:.1f}" if self.value else "–"

    def move_rating(self, before: int | None, after: int | None) -> None:
        """Take one rating out of the count and put another in; None for no rating. The row must be locked."""
        shift = {f"rated_{after}": 1} if after else {}
        if before:
            shift[f"rated_{before}"] = -1
        self._move(shift)

    @staticmethod
    def move_ratings(moves: "Mapping[AggregateRating, tuple[int | None, int | None]]") -> None:
        """`move_rating` for many titles: one query for all that move alike. The rows must be locked."""
        alike = defaultdict(list)
        for row, move in moves.items():
            alike[move].append(row)
        for (before, after), rows in alike.items():
            shift = {f"rated_{after}": 1} if after else {}
            if before:
                shift[f"rated_{before}"] = -1
            for batch in batched(rows, LOCKED_AT_ONCE):
                changes = {field: F(field) + by for field, by in shift.items()}
                AggregateRating.objects.filter(pk__in=[row.pk for row in batch]).update(**changes)
            for row in rows:
                for field, by in shift.items():
                    setattr(row, field, getattr(row, field) + by)

    def move_review_count(self, by: int) -> None:
        self._move({"review_count": by})

    def _move(self, shift: dict[str, int]) -> None:
        changes = {field: F(field) + by for field, by in shift.items()}
        AggregateRating.objects.filter(pk=self.pk).update(**changes)
        for field, by in shift.items():
            setattr(self, field, getattr(self, field) + by)

    def score_under(self, rules: CommunityRules) -> float | None:
        """The weighted score, 1–10, that charts are sorted by; None without ratings."""
        if self.value is None:
            return None
        return weighted_score(self.value, self.vote_count, rules.rating_prior, rules.rating_minimum)

    @property
    def is_frozen(self) -> bool:
        return self.frozen_histogram is not None

    @property
    def counted(self) -> list[int]:
        """How many members have given 1, 2, … 10 stars: ten counts, frozen or not."""
        return [getattr(self, f"rated_{stars}") for stars in STARS]

    @property
    def histogram(self) -> list[int]:
        """The ten counts that are shown."""
        return self.counted if self.frozen_histogram is None else self.frozen_histogram

    @property
    def vote_count(self) -> int:
        return sum(self.histogram)

    @property
    def value(self) -> float | None:
        """The mean, 1–10; None without votes."""
        return mean(self.histogram)

    @property
    def median(self) -> float | None:
        return median(self.histogram)

    @property
    def bars(self) -> list[tuple[int, int, int]]:
        """(stars, count, width in per cent of the longest bar), ten stars first."""
        longest = max(self.histogram)
        return [
            (stars, count, round(100 * count / longest) if longest else 0)
            for stars, count in reversed(list(zip(STARS, self.histogram, strict=True)))
        ]
