from django.db import models
from django.utils.translation import gettext_lazy as _

from films.codes import country_name, language_name, validate_country, validate_language

from .fact import TitleFact


class Aka(TitleFact):
    """Another text under which a title is known, by country, language or occasion."""

    text = models.CharField(_("title text"), max_length=300)
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[validate_country])
    language = models.CharField(_("language"), max_length=3, blank=True, validators=[validate_language])
    note = models.CharField(_("note"), max_length=120, blank=True)

    class Meta(TitleFact.Meta):
        verbose_name = _("also known as")
        verbose_name_plural = _("also known as")
        constraints = [
            models.UniqueConstraint(
                fields=["title", "text", "country", "language", "note"],
                name="an_aka_is_listed_once",
                violation_error_message=_("This title text is already listed."),
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="an_aka_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def country_name(self) -> str:
        return country_name(self.country) if self.country else ""

    @property
    def language_name(self) -> str:
        return language_name(self.language) if self.language else ""
