from datetime import datetime, timedelta
from html import unescape

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from films.codes import language_name, validate_language
from films.models import Title
from reviews.markup import render, without_spoilers
from reviews.weighting import wilson_lower_bound

from .community_rules import CommunityRules

VISIBLE = Q(is_draft=False, is_hidden=False, deleted_at__isnull=True)


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible(self):
        """Published, and neither hidden by staff nor deleted by its author."""
        return self.filter(VISIBLE)

    def for_title(self, title: Title):
        return self.filter(title=title)

    def published(self):
        """Neither a draft nor deleted by its author; staff may have hidden it."""
        return self.filter(is_draft=False, deleted_at__isnull=True)

    def by_author(self, member):
        return self.filter(author=member)

    def helpful_first(self):
        """By the share of readers, at least, that find it helpful; of equals the newest first."""
        return self.order_by("-helpfulness", "-id")

    def newest_first(self):
        return self.order_by("-created_at", "-id")

    def with_author(self):
        return self.select_related("author")

    def with_title(self):
        """Their titles fetched along; reviews of a title that is not published are left out."""
        return self.filter(title__is_published=True).select_related("title__poster")

    def narrowed(self, *, stars: int | None = None, language: str = "", hide_spoilers: bool = False):
        """Only those with these stars, in this language, or without spoilers."""
        reviews = self.filter(stars=stars) if stars else self
        reviews = reviews.filter(language=language) if language else reviews
        return reviews.filter(contains_spoilers=False, is_marked_spoiler=False) if hide_spoilers else reviews

    def unseen(self):
        """Drafts, and what staff hid or the author deleted."""
        return self.exclude(VISIBLE)

    def deleted_before(self, moment):
        return self.filter(deleted_at__lt=moment)


class Review(models.Model):
    """One member's text about a title."""

    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.PROTECT, db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.CASCADE)
    headline = models.CharField(_("headline"), max_length=120)
    body = models.TextField(_("text"))
    body_html = models.TextField(editable=False, blank=True, default="", db_default="")
    stars = models.PositiveSmallIntegerField(
        _("stars"), null=True, blank=True, help_text=_("Follows the author's rating of the title.")
    )
    contains_spoilers = models.BooleanField(_("contains spoilers"), default=False)
    language = models.CharField(_("language"), max_length=3, default="en", validators=[validate_language])
    is_draft = models.BooleanField(_("draft"), default=False, db_default=False)
    is_hidden = models.BooleanField(_("hidden by staff"), default=False, db_default=False)
    is_held = models.BooleanField(
        _("held until staff have read it"), default=False, db_default=False, editable=False
    )
    is_marked_spoiler = models.BooleanField(
        _("marked as a spoiler by readers or staff"),
        default=False,
        db_default=False,
        editable=False,
        help_text=_("Beside what its author says of it."),
    )
    created_at = models.DateTimeField(_("published"), default=timezone.now)
    updated_at = models.DateTimeField(_("last changed"), default=timezone.now)
    edited_at = models.DateTimeField(_("last edited"), null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(_("deleted by its author"), null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(_("version"), default=1, db_default=1, editable=False)
    helpful_count = models.PositiveIntegerField(_("found it helpful"), default=0, editable=False)
    vote_count = models.PositiveIntegerField(_("voted"), default=0, editable=False)
    earlier_vote_count = models.PositiveIntegerField(
        _("voted on an earlier version"), default=0, db_default=0, editable=False
    )
    helpfulness = models.FloatField(_("helpfulness"), default=0.0, editable=False)
    author_review_count = models.PositiveIntegerField(
        _("reviews by its author"), default=1, db_default=1, editable=False
    )
    # What two orders are read from; reviews without stars come last in both.
    highest = models.GeneratedField(
        expression=Coalesce("stars", 0), output_field=models.IntegerField(), db_persist=True
    )
    lowest = models.GeneratedField(
        expression=Coalesce(11 - F("stars"), 0), output_field=models.IntegerField(), db_persist=True
    )

    own_vote: bool | None = None
    """What the member who reads it said of it; set by reviews.marks, never stored."""

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
                condition=Q(earlier_vote_count__lte=F("vote_count")), name="no_more_earlier_votes_than_votes"
            ),
            models.CheckConstraint(
                condition=Q(is_draft=True) | ~Q(headline="") & ~Q(body=""),
                name="a_review_has_headline_and_text",
            ),
            models.CheckConstraint(
                condition=Q(is_held=False) | Q(is_hidden=True), name="a_review_that_is_held_is_hidden"
            ),
        ]
        # One scan each: the pages of a title's reviews in every order, the latest, and a member's own.
        indexes = [
            *(
                models.Index(
                    F("title"), F(key).desc(), F("id").desc(), name=f"review_by_{name}", condition=VISIBLE
                )
                for key, name in (
                    ("helpfulness", "helpfulness"),
                    ("created_at", "date"),
                    ("highest", "highest"),
                    ("lowest", "lowest"),
                    ("author_review_count", "prolific_author"),
                )
            ),
            models.Index(F("created_at").desc(), F("id").desc(), name="review_latest", condition=VISIBLE),
            models.Index(F("author"), F("created_at").desc(), F("id").desc(), name="review_by_author"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse("reviews:review", args=[self.pk])

    @property
    def is_visible(self) -> bool:
        return not self.is_draft and not self.is_hidden and self.deleted_at is None

    @property
    def has_spoilers(self) -> bool:
        """Whether its text is folded: its author says so, or readers or staff did."""
        return self.contains_spoilers or self.is_marked_spoiler

    @property
    def html(self) -> SafeString:
        """The text as it is shown; rendered when it was written."""
        return mark_safe(self.body_html or render(self.body))  # nosec B308 B703  cleaned by render()

    @property
    def excerpt(self) -> str:
        """The text without its markup and its spoilers, for lists to cut short."""
        return unescape(strip_tags(without_spoilers(self.html)))

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    def restorable_until(self, rules: CommunityRules) -> datetime | None:
        """Until when its author may bring it back; None once that is over, and for what is not deleted."""
        if self.deleted_at is None:
            return None
        end = self.deleted_at + timedelta(days=rules.undo_days)
        return end if timezone.now() <= end else None

    def can_be_restored(self, rules: CommunityRules) -> bool:
        return self.restorable_until(rules) is not None

    def move_votes(self, *, helpful: int, votes: int, earlier: int = 0) -> None:
        """Add these differences to the votes, and order the review anew. The row must be locked."""
        self.helpful_count += helpful
        self.vote_count += votes
        self.earlier_vote_count += earlier
        self.helpfulness = wilson_lower_bound(self.helpful_count, self.vote_count)
        Review.objects.filter(pk=self.pk).update(
            helpful_count=F("helpful_count") + helpful,
            vote_count=F("vote_count") + votes,
            earlier_vote_count=F("earlier_vote_count") + earlier,
            helpfulness=self.helpfulness,
        )
