from typing import Self

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.models import Title

from .review import Review

REASON_LENGTH = 2000
FORGOTTEN = "–"  # the one change of a reason that the database allows, of a decision that names no member


class Ground(models.TextChoices):
    """What is wrong: what a report names, and what a decision rests on."""

    SPAM = "spam", _("Spam or advertising")
    ABUSE = "abuse", _("Abuse or hatred")
    SPOILER = "spoiler", _("Gives the story away without warning")
    COPIED = "copied", _("Copied text")
    OFF_TOPIC = "off_topic", _("Not about the title")
    WRONG_TITLE = "wrong_title", _("About another title")
    ILLEGAL = "illegal", _("Against the law")
    OTHER = "other", _("Something else")
    LINK = "link", _("A link by a new member")
    DUPLICATE = "duplicate", _("Much like another review")
    VOTING = "voting", _("Unusual voting")


# What a member can name; the others are the site's and the staff's.
REPORTABLE = [ground for ground in Ground if ground not in (Ground.LINK, Ground.DUPLICATE, Ground.VOTING)]


class ActionKind(models.TextChoices):
    HIDE = "hide", _("Hidden")
    RESTORE = "restore", _("Restored")
    MARK_SPOILER = "mark_spoiler", _("Marked as a spoiler")
    UNMARK_SPOILER = "unmark_spoiler", _("No longer marked as a spoiler")
    WARN = "warn", _("Author warned")
    SUSPEND = "suspend", _("Author suspended")
    LIFT_SUSPENSION = "lift_suspension", _("Suspension lifted")
    DISMISS = "dismiss", _("Reports dismissed")
    CORRECT = "correct", _("Put right in the catalogue")
    FOLD = "fold", _("Folded after reports of a spoiler")
    HOLD = "hold", _("Held until it is read")
    FREEZE = "freeze", _("Score frozen")
    THAW = "thaw", _("Score shown again as it is")
    SET_ASIDE = "set_aside", _("Votes set aside")
    PUT_BACK = "put_back", _("Votes counted again")
    APPEAL_UPHELD = "appeal_upheld", _("Appeal upheld")
    APPEAL_REJECTED = "appeal_rejected", _("Appeal rejected")


ABOUT_VOTES = (ActionKind.FREEZE, ActionKind.THAW, ActionKind.SET_ASIDE, ActionKind.PUT_BACK)
"""They concern no one review, and their reasons are public."""

ABOUT_THE_AUTHOR = (ActionKind.WARN, ActionKind.SUSPEND, ActionKind.LIFT_SUSPENSION)
"""They concern a person rather than a text: nobody takes them about somebody with more rights."""

AGAINST_THE_AUTHOR = (ActionKind.HIDE, ActionKind.MARK_SPOILER, ActionKind.WARN, ActionKind.SUSPEND)


class ModerationActionQuerySet(models.QuerySet["ModerationAction"]):
    def set_aside(self) -> Self:
        """That hold votes back still."""
        return self.filter(kind=ActionKind.SET_ASIDE, set_aside_votes__isnull=False).distinct()

    def with_titles(self) -> Self:
        return self.select_related("title", "review")

    def about(self, review: Review) -> Self:
        return self.filter(review=review)

    def concerning(self, member) -> Self:
        return self.filter(member=member)

    def told(self) -> Self:
        """Of which the author is told: all but that there was nothing wrong."""
        return self.exclude(kind=ActionKind.DISMISS)

    def of_kinds(self, *kinds: ActionKind) -> Self:
        return self.filter(kind__in=kinds)

    def against_author(self) -> Self:
        """What an author may appeal against."""
        return self.filter(kind__in=AGAINST_THE_AUTHOR)

    def standing(self) -> Self:
        """Not taken back after an appeal."""
        return self.exclude(appeal__status="upheld")

    def since(self, moment) -> Self:
        return self.filter(created_at__gte=moment)

    def newest_first(self) -> Self:
        return self.order_by("-id")

    def forget_member(self) -> int:
        """Whom they concerned has left: neither their name nor the words to them are kept."""
        return self.update(member=None, reason=FORGOTTEN)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise PermissionDenied("What was decided stays written down.")


class ModerationAction(models.Model):
    """One decision and its reason. Rows are only ever added: the database refuses to change what one says."""

    kind = models.CharField(_("decision"), max_length=20, choices=ActionKind)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Nobody when the site itself acted."),
    )
    is_automatic = models.BooleanField(_("by the site itself"), default=False)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("whom it concerns"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    review = models.ForeignKey(
        Review,
        verbose_name=_("review"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="moderation_actions",
    )
    title = models.ForeignKey(
        Title, verbose_name=_("title"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    merge = models.ForeignKey(
        "films.Merge",
        verbose_name=_("merge that it followed"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text=_("Where its title or review was merged into another: what it says is as it was."),
    )
    ground = models.CharField(_("ground"), max_length=20, choices=Ground)
    reason = models.TextField(
        _("reason"), max_length=REASON_LENGTH, help_text=_("In words, for whom it concerns.")
    )
    until_date = models.DateField(_("until"), null=True, blank=True)
    vote_count = models.PositiveIntegerField(_("votes set aside or put back"), null=True, blank=True)
    created_at = models.DateTimeField(_("decided"), default=timezone.now)

    objects = ModerationActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("moderation action")
        verbose_name_plural = _("moderation actions")
        default_permissions = ("view",)
        permissions = [
            ("moderate", _("Can decide on reports")),
            ("decide_appeal", _("Can decide on appeals")),
            ("freeze_score", _("Can freeze the displayed score of a title")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ActionKind.SUSPEND, until_date__isnull=False)
                | ~Q(kind=ActionKind.SUSPEND) & Q(until_date__isnull=True),
                name="a_suspension_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(is_automatic=False) | Q(moderator__isnull=True), name="the_site_is_no_moderator"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("reviews:decision", args=[self.pk])

    @property
    def can_be_appealed(self) -> bool:
        return self.kind in AGAINST_THE_AUTHOR and not self.is_automatic

    @property
    def is_about_a_review(self) -> bool:
        return self.kind not in (*ABOUT_VOTES, ActionKind.CORRECT)

    @property
    def is_public_in_full(self) -> bool:
        """Whether the log may name the review and the title: not where that would tell who was warned or suspended."""
        appeals = (ActionKind.APPEAL_UPHELD, ActionKind.APPEAL_REJECTED)
        return self.kind not in (*ABOUT_THE_AUTHOR, *appeals)

    @property
    def public_reason(self) -> str:
        """The reason in words where it concerns no member; what was written to one is theirs alone."""
        return self.reason if self.kind in ABOUT_VOTES else ""
