from django.db import models
from django.utils.translation import gettext_lazy as _

from films.codes import country_name, validate_country

from .fact import TitleFact


class FilmingLocation(TitleFact):
    """A place where a title was filmed."""

    place = models.CharField(_("place"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[validate_country])
    note = models.CharField(_("note"), max_length=160, blank=True)

    class Meta(TitleFact.Meta):
        verbose_name = _("filming location")
        verbose_name_plural = _("filming locations")
        constraints = [
            models.UniqueConstraint(
                fields=["title", "place", "country", "note"], name="a_location_is_listed_once"
            ),
            models.CheckConstraint(condition=~models.Q(place=""), name="a_location_has_a_place"),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.place, self.country_name)))

    @property
    def country_name(self) -> str:
        return country_name(self.country) if self.country else ""


class SpecKind(models.TextChoices):
    SOUND_MIX = "sound_mix", _("Sound mix")
    COLOR = "color", _("Colour")
    ASPECT_RATIO = "aspect_ratio", _("Aspect ratio")
    CAMERA = "camera", _("Camera")
    LABORATORY = "laboratory", _("Laboratory")
    LENGTH = "length", _("Film length")
    NEGATIVE_FORMAT = "negative_format", _("Negative format")
    PROCESS = "cinematographic_process", _("Cinematographic process")
    PRINTED_FORMAT = "printed_format", _("Printed film format")


class TechnicalSpec(TitleFact):
    """One technical property of a title, with the part of it that it applies to in the note."""

    kind = models.CharField(_("kind"), max_length=24, choices=SpecKind.choices)
    value = models.CharField(_("value"), max_length=160)
    note = models.CharField(_("note"), max_length=160, blank=True)

    class Meta(TitleFact.Meta):
        verbose_name = _("technical specification")
        verbose_name_plural = _("technical specifications")
        constraints = [
            models.UniqueConstraint(fields=["title", "kind", "value", "note"], name="a_spec_is_listed_once"),
            models.CheckConstraint(condition=~models.Q(value=""), name="a_spec_has_a_value"),
        ]

    def __str__(self) -> str:
        return f"{self.value} ({self.note})" if self.note else self.value
