from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.codes import language_name, validate_language
from films.models import Title


class ReviewQuerySet(models.QuerySet):
    def visible(self):
        """Published and not hidden by staff."""
        return self.filter(is_hidden=False)

    def for_title(self, title: Title):
        return self.filter(title=title)

    def helpful_first(self):
        """By the share of readers, at least, that find it helpful; of equals the newest first."""
        return self.order_by("-helpfulness", "-id")

    def newest_first(self):
        return self.order_by("-created_at", "-id")

    def with_author(self):
        return self.select_related("author")


class Review(models.Model):
    """One member's text about a title."""

    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.PROTECT, db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.CASCADE)
    headline = models.CharField(_("headline"), max_length=120)
    body = models.TextField(_("text"))
    stars = models.PositiveSmallIntegerField(
        _("stars"), null=True, blank=True, help_text=_("Follows the author's rating of the title.")
    )
    contains_spoilers = models.BooleanField(_("contains spoilers"), default=False)
    language = models.CharField(_("language"), max_length=3, default="en", validators=[validate_language])
    is_hidden = models.BooleanField(_("hidden by staff"), default=False, db_default=False)
    created_at = models.DateTimeField(_("published"), default=timezone.now)
    updated_at = models.DateTimeField(_("last changed"), default=timezone.now)
    helpful_count = models.PositiveIntegerField(_("found it helpful"), default=0, editable=False)
    vote_count = models.PositiveIntegerField(_("voted"), default=0, editable=False)
    helpfulness = models.FloatField(_("helpfulness"), default=0.0, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["author", "title"],
                name="one_review_per_member_and_title",
                violation_error_message=_("You have reviewed this title already."),
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 10)), name="review_stars_are_1_to_10"
            ),
            models.CheckConstraint(
                condition=Q(helpful_count__lte=F("vote_count")), name="no_more_helpful_votes_than_votes"
            ),
            models.CheckConstraint(
                condition=~Q(headline="") & ~Q(body=""), name="a_review_has_headline_and_text"
            ),
        ]
        indexes = [
            models.Index(
                F("title"),
                F("is_hidden"),
                F("helpfulness").desc(),
                F("id").desc(),
                name="review_by_helpfulness",
            ),
            models.Index(
                F("title"), F("is_hidden"), F("created_at").desc(), F("id").desc(), name="review_by_date"
            ),
            models.Index(F("is_hidden"), F("created_at").desc(), F("id").desc(), name="review_latest"),
            models.Index(F("author"), F("created_at").desc(), F("id").desc(), name="review_by_author"),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def paragraphs(self) -> list[str]:
        return [paragraph.strip() for paragraph in self.body.split("\n\n") if paragraph.strip()]

    @property
    def language_name(self) -> str:
        return language_name(self.language)
