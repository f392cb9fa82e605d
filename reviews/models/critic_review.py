from django.db import models
from django.utils.translation import gettext_lazy as _

from films.codes import language_name, validate_language
from films.models import Title
from films.partial_date import PartialDateField, is_partial_date


class CriticReviewQuerySet(models.QuerySet):
    def for_title(self, title: Title):
        return self.filter(title=title)

    def newest_first(self):
        """The latest published first; what bears no date comes last."""
        return self.order_by("-date", "publication", "id")


class CriticReview(models.Model):
    """A link to a review published elsewhere."""

    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.CASCADE, db_index=False)
    publication = models.CharField(_("publication"), max_length=120)
    critic = models.CharField(_("critic"), max_length=120, blank=True)
    url = models.URLField(_("address"), max_length=500)
    language = models.CharField(_("language"), max_length=3, default="en", validators=[validate_language])
    date = PartialDateField(_("published"), blank=True)

    objects = CriticReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("critic review")
        verbose_name_plural = _("critic reviews")
        constraints = [
            models.UniqueConstraint(fields=["title", "url"], name="a_critic_review_is_listed_once"),
            models.CheckConstraint(condition=is_partial_date("date"), name="a_critic_review_date_is_a_date"),
            models.CheckConstraint(
                condition=~models.Q(publication=""), name="a_critic_review_has_a_publication"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.publication, self.critic)))

    @property
    def language_name(self) -> str:
        return language_name(self.language)
