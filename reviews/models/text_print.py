from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .review import Review


class TextPrintQuerySet(models.QuerySet["TextPrint"]):
    def of(self, review: Review) -> Self:
        return self.filter(review=review)


class TextPrint(models.Model):
    """One of the few numbers that tell a review's text: texts that share most of them are nearly the same."""

    review = models.ForeignKey(
        Review, verbose_name=_("review"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    value = models.BigIntegerField(_("value"), db_index=True)

    objects = TextPrintQuerySet.as_manager()

    class Meta:
        verbose_name = _("text print")
        verbose_name_plural = _("text prints")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["review", "value"], name="a_review_has_each_print_once"),
        ]

    def __str__(self) -> str:
        return f"{self.value:x}"
