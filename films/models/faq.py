from django.db import models
from django.utils.translation import gettext_lazy as _

from .fact import TitleFact


class FaqEntry(TitleFact):
    """A question readers ask about a title, answered or still open."""

    question = models.CharField(_("question"), max_length=300)
    answer = models.TextField(_("answer"), blank=True)
    is_spoiler = models.BooleanField(_("gives the story away"), default=False)

    class Meta(TitleFact.Meta):
        verbose_name = _("FAQ entry")
        verbose_name_plural = _("FAQ entries")
        indexes = [
            *TitleFact.Meta.indexes,
            models.Index(fields=["id"], name="unanswered_question", condition=models.Q(answer="")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["title", "question"], name="a_question_is_asked_once"),
            models.CheckConstraint(condition=~models.Q(question=""), name="a_faq_entry_has_a_question"),
        ]

    def __str__(self) -> str:
        return self.question
