from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from .fact import FactQuerySet, TitleFact
from .person import Person
from .title import Title
from .version import Versions


class Remark(TitleFact):
    """What trivia, goofs, crazy credits and alternate versions share: a text that may spoil the story."""

    text = models.TextField(_("text"))
    is_spoiler = models.BooleanField(_("gives the story away"), default=False)

    class Meta(TitleFact.Meta):
        abstract = True
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_%(class)s_has_a_text")]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)


class Trivia(Remark):
    """Something worth knowing about a title."""

    class Meta(Remark.Meta):
        verbose_name = _("trivia")
        verbose_name_plural = _("trivia")


class CrazyCredit(Remark):
    """An unusual thing in the credits."""

    class Meta(Remark.Meta):
        verbose_name = _("crazy credit")
        verbose_name_plural = _("crazy credits")


class AlternateVersion(Remark):
    """How another version of the title differs."""

    class Meta(Remark.Meta):
        verbose_name = _("alternate version")
        verbose_name_plural = _("alternate versions")


class GoofCategory(models.TextChoices):
    ANACHRONISM = "anachronism", _("Anachronisms")
    AUDIO_VISUAL = "audio_visual", _("Audio/visual unsynchronised")
    BOOM = "boom", _("Boom mike visible")
    CHARACTER_ERROR = "character_error", _("Character error")
    CONTINUITY = "continuity", _("Continuity")
    CREW = "crew", _("Crew or equipment visible")
    ERROR_IN_GEOGRAPHY = "geography", _("Errors in geography")
    FACTUAL_ERROR = "factual_error", _("Factual errors")
    NOT_A_GOOF = "not_a_goof", _("Incorrectly regarded as goofs")
    MISCELLANEOUS = "miscellaneous", _("Miscellaneous")
    PLOT_HOLE = "plot_hole", _("Plot holes")
    REVEALING_MISTAKE = "revealing_mistake", _("Revealing mistakes")


class Goof(Remark):
    """A mistake that can be seen or heard, or what was taken for one."""

    category = models.CharField(_("category"), max_length=20, choices=GoofCategory.choices)

    class Meta(Remark.Meta):
        verbose_name = _("goof")
        verbose_name_plural = _("goofs")


class QuoteQuerySet(FactQuerySet):
    def with_lines(self):
        lines = QuoteLine.objects.order_by("position", "id")
        return self.prefetch_related(Prefetch("quoteline_set", lines, to_attr="lines"))


class Quote(TitleFact):
    """Something said in a title, as one or more lines."""

    context = models.CharField(
        _("context"), max_length=120, blank=True, help_text=_("from trailer, first lines")
    )
    note = models.CharField(_("note"), max_length=120, blank=True, help_text=_("paraphrased"))
    is_spoiler = models.BooleanField(_("gives the story away"), default=False)

    objects = QuoteQuerySet.as_manager()

    class Meta(TitleFact.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    def __str__(self) -> str:
        return self.context or f"{self._meta.verbose_name} {self.pk}"


class QuoteLine(models.Model):
    """One speaker's part of a quote."""

    quote = models.ForeignKey(Quote, verbose_name=_("quote"), on_delete=models.CASCADE)
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)
    text = models.TextField(_("text"))
    note = models.CharField(_("note"), max_length=120, blank=True, help_text=_("whispering"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    history = Versions()
    told_with = "quote"

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_quote_line_has_a_text")]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.text}" if self.speaker else self.text


class ConnectionKind(models.TextChoices):
    """Stored from the later title to the earlier one; the other side is derived (see DERIVED_LABELS)."""

    FOLLOWS = "follows", _("Follows")
    REMAKE_OF = "remake_of", _("Remake of")
    SPIN_OFF_FROM = "spin_off_from", _("Spin-off from")
    VERSION_OF = "version_of", _("Version of")
    EDITED_FROM = "edited_from", _("Edited from")
    REFERENCES = "references", _("References")
    SPOOFS = "spoofs", _("Spoofs")
    FEATURES = "features", _("Features")


DERIVED_LABELS = {
    ConnectionKind.FOLLOWS: _("Followed by"),
    ConnectionKind.REMAKE_OF: _("Remade as"),
    ConnectionKind.SPIN_OFF_FROM: _("Spin-off"),
    ConnectionKind.VERSION_OF: _("Version of"),
    ConnectionKind.EDITED_FROM: _("Edited into"),
    ConnectionKind.REFERENCES: _("Referenced in"),
    ConnectionKind.SPOOFS: _("Spoofed in"),
    ConnectionKind.FEATURES: _("Featured in"),
}


class ConnectionQuerySet(models.QuerySet):
    def for_title(self, title: Title):
        """Both sides: what the title points to and what points to it, drafts left out."""
        return self.filter(
            Q(title=title, other_title__is_published=True) | Q(other_title=title, title__is_published=True)
        )

    def in_order(self):
        return self.order_by("kind", "position", "id")


class Connection(TitleFact):
    """How a title relates to another; one row tells both pages."""

    kind = models.CharField(_("kind"), max_length=16, choices=ConnectionKind.choices)
    other_title = models.ForeignKey(
        Title, verbose_name=_("other title"), on_delete=models.CASCADE, related_name="connected_from"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta(TitleFact.Meta):
        verbose_name = _("connection")
        verbose_name_plural = _("connections")
        constraints = [
            models.UniqueConstraint(
                fields=["title", "kind", "other_title"], name="a_connection_is_listed_once"
            ),
            models.CheckConstraint(
                condition=~Q(title=F("other_title")),
                name="a_title_is_not_connected_to_itself",
                violation_error_message=_("A title cannot be connected to itself."),
            ),
        ]

    def __str__(self) -> str:
        """Names the other title where it was fetched along, unless it is a draft."""
        if not Connection.other_title.is_cached(self):
            return f"{self.get_kind_display()} {self.other_title_id}"
        other = self.other_title if self.other_title.is_published else _("a title that is not on the site")
        return f"{self.get_kind_display()} {other}"

    def label_for(self, title: Title) -> str:
        """How this connection reads on the page of `title`: "Features" on one side, "Featured in" on the other."""
        if self.title_id == title.pk:
            return str(self.get_kind_display())
        return str(DERIVED_LABELS[ConnectionKind(self.kind)])

    def other_side(self, title: Title) -> Title:
        return self.other_title if self.title_id == title.pk else self.title


class SoundtrackQuerySet(FactQuerySet):
    def with_lines(self):
        lines = SoundtrackLine.objects.order_by("position", "id").select_related("person")
        return self.prefetch_related(Prefetch("soundtrackline_set", lines, to_attr="lines"))


class Soundtrack(TitleFact):
    """A piece of music heard in a title."""

    work = models.CharField(_("work"), max_length=200)

    objects = SoundtrackQuerySet.as_manager()

    class Meta(TitleFact.Meta):
        verbose_name = _("soundtrack")
        verbose_name_plural = _("soundtracks")
        constraints = [models.CheckConstraint(condition=~Q(work=""), name="a_soundtrack_has_a_work")]

    def __str__(self) -> str:
        return self.work


class SoundtrackLine(models.Model):
    """One line of a piece's credits: "Composed by Marc Marder"."""

    soundtrack = models.ForeignKey(Soundtrack, verbose_name=_("soundtrack"), on_delete=models.CASCADE)
    text = models.CharField(_("text"), max_length=300)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.SET_NULL, null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    history = Versions()
    told_with = "soundtrack"

    class Meta:
        verbose_name = _("credit line")
        verbose_name_plural = _("credit lines")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_soundtrack_line_has_a_text")]

    def __str__(self) -> str:
        return self.text
