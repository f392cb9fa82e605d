from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.codes import validate_language

from .review import Review


class ReviewRevision(models.Model):
    """An earlier text of a review, kept when its author edits it; the review itself holds the latest."""

    review = models.ForeignKey(
        Review, verbose_name=_("review"), on_delete=models.CASCADE, related_name="revisions", db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    headline = models.CharField(_("headline"), max_length=120)
    body = models.TextField(_("text"))
    body_html = models.TextField(editable=False)
    contains_spoilers = models.BooleanField(_("contains spoilers"), default=False)
    language = models.CharField(_("language"), max_length=3, validators=[validate_language])
    created_at = models.DateTimeField(_("replaced"), default=timezone.now)

    class Meta:
        verbose_name = _("earlier version of a review")
        verbose_name_plural = _("earlier versions of reviews")
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="a_review_has_each_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.headline}"
