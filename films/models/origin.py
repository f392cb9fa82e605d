"""Where and in what language a title was made, how long it runs, and of what kind it is."""

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from films.codes import country_name, language_name, validate_country, validate_language

from .fact import TitleFact


class Runtime(TitleFact):
    """How long a title runs. The first is the usual one; others say in a note where they apply."""

    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(1)])
    note = models.CharField(_("note"), max_length=120, blank=True)

    class Meta(TitleFact.Meta):
        verbose_name = _("runtime")
        verbose_name_plural = _("runtimes")
        constraints = [
            models.UniqueConstraint(fields=["title", "minutes", "note"], name="a_runtime_is_listed_once"),
            models.CheckConstraint(condition=models.Q(minutes__gte=1), name="a_runtime_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min ({self.note})" if self.note else f"{self.minutes} min"

    @property
    def iso_duration(self) -> str:
        """As `<time datetime>` and schema.org want it: "PT92M"."""
        return f"PT{self.minutes}M"


class CountryOfOrigin(TitleFact):
    country = models.CharField(_("country"), max_length=2, validators=[validate_country])

    class Meta(TitleFact.Meta):
        verbose_name = _("country of origin")
        verbose_name_plural = _("countries of origin")
        constraints = [
            models.UniqueConstraint(fields=["title", "country"], name="a_country_of_origin_is_listed_once")
        ]
        indexes = [*TitleFact.Meta.indexes, models.Index(fields=["country", "title"], name="country_by_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return country_name(self.country)

    def get_absolute_url(self) -> str:
        return reverse("country", args=[self.country])


class SpokenLanguage(TitleFact):
    """A language spoken (or, for a silent film, shown in intertitles)."""

    language = models.CharField(_("language"), max_length=3, validators=[validate_language])

    class Meta(TitleFact.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        constraints = [
            models.UniqueConstraint(fields=["title", "language"], name="a_language_is_listed_once")
        ]
        indexes = [
            *TitleFact.Meta.indexes,
            models.Index(fields=["language", "title"], name="language_by_code"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return language_name(self.language)

    def get_absolute_url(self) -> str:
        return reverse("language", args=[self.language])
