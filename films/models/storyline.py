from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from .fact import TitleFact


class Tagline(TitleFact):
    """A line a title was advertised with."""

    text = models.CharField(_("text"), max_length=300)

    class Meta(TitleFact.Meta):
        verbose_name = _("tagline")
        verbose_name_plural = _("taglines")
        constraints = [
            models.UniqueConstraint(fields=["title", "text"], name="a_tagline_is_listed_once"),
            models.CheckConstraint(condition=~Q(text=""), name="a_tagline_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text


class PlotSummary(TitleFact):
    """What happens, told in a paragraph that gives nothing away."""

    text = models.TextField(_("text"))
    author_name = models.CharField(_("author"), max_length=80, blank=True)

    class Meta(TitleFact.Meta):
        verbose_name = _("plot summary")
        verbose_name_plural = _("plot summaries")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_plot_summary_has_a_text")]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)


class Synopsis(TitleFact):
    """The whole story, ending included."""

    text = models.TextField(_("text"))

    class Meta(TitleFact.Meta):
        verbose_name = _("synopsis")
        verbose_name_plural = _("synopses")
        constraints = [
            models.UniqueConstraint(
                fields=["title"],
                name="one_synopsis_a_title",
                violation_error_message=_("A title has one synopsis."),
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_synopsis_has_a_text"),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)
