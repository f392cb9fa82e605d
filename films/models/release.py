import datetime as dt

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from films.codes import country_name, validate_country
from films.partial_date import PartialDateField, is_partial_date

from .fact import TitleFact


class ReleaseKind(models.TextChoices):
    PREMIERE = "premiere", _("premiere")
    FESTIVAL = "festival", _("festival")
    THEATRICAL = "theatrical", _("cinemas")
    LIMITED = "limited", _("limited")
    TV = "tv", _("television")
    INTERNET = "internet", _("internet")
    PHYSICAL = "physical", _("disc or tape")


class ReleaseDateQuerySet(models.QuerySet):
    def for_title(self, title):
        return self.filter(title=title)

    def in_order(self):
        """Chronological; a year stands before the days of that year."""
        return self.order_by("date", "id")

    def with_visible_titles(self):
        """Those of titles that the public sees, with what a card of the title shows."""
        return self.filter(title__is_published=True).select_related("title__poster")

    def in_country(self, code: str):
        return self.filter(country=code)

    def after(self, day: dt.date):
        """Surely still to come on that day, the next first."""
        return self.filter(date__gt=day.isoformat()).order_by("date", "title_id")

    def until(self, day: dt.date):
        """Surely past or on that day, the latest first."""
        return (
            self.filter(date__lte=day.isoformat())
            .exclude(date__in=_vague_dates(day))
            .order_by("-date", "-title_id")
        )

    def around(self, day: dt.date):
        """Dates that say no more than the day's own month or year: past or to come, nobody knows."""
        return self.filter(date__in=_vague_dates(day)).order_by("-date", "title_id")


def _vague_dates(day: dt.date) -> list[str]:
    return [f"{day:%Y}", f"{day:%Y-%m}"]


class ReleaseDate(TitleFact):
    """When a title was first shown in a country, as exactly as known."""

    position = None
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[validate_country],
        help_text=_("Empty: not known where."),
    )
    date = PartialDateField(_("date"))
    kind = models.CharField(
        _("kind"), max_length=16, choices=ReleaseKind.choices, default=ReleaseKind.THEATRICAL
    )
    note = models.CharField(_("note"), max_length=160, blank=True, help_text=_("Festival or place"))

    objects = ReleaseDateQuerySet.as_manager()

    class Meta:
        verbose_name = _("release date")
        verbose_name_plural = _("release dates")
        constraints = [
            models.CheckConstraint(
                condition=is_partial_date("date") & ~models.Q(date=""), name="a_release_date_is_a_date"
            ),
            models.UniqueConstraint(
                fields=["title", "country", "date", "kind", "note"], name="a_release_date_is_listed_once"
            ),
        ]
        indexes = [
            models.Index(fields=["title", "date", "id"], name="releasedate_by_title"),
            models.Index(fields=["country", "date", "title"], name="releasedate_by_country"),
        ]

    def __str__(self) -> str:
        return f"{self.date} ({self.country_name})" if self.country else str(self.date)

    @property
    def country_name(self) -> str:
        return country_name(self.country) if self.country else ""

    @property
    def remark(self) -> str:
        """The note, else the kind of release where it is not the ordinary one."""
        ordinary = self.kind == ReleaseKind.THEATRICAL
        return self.note or ("" if ordinary else self.get_kind_display())


class Certificate(TitleFact):
    """How a country's board classified a title by age."""

    country = models.CharField(_("country"), max_length=2, validators=[validate_country])
    rating = models.CharField(_("certificate"), max_length=40)
    note = models.CharField(_("note"), max_length=160, blank=True)

    class Meta(TitleFact.Meta):
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["title", "country", "rating", "note"], name="a_certificate_is_listed_once"
            ),
            models.CheckConstraint(condition=~models.Q(rating=""), name="a_certificate_has_a_rating"),
        ]
        indexes = [
            *TitleFact.Meta.indexes,
            models.Index(fields=["country", "rating", "title"], name="certificate_by_country"),
        ]

    def __str__(self) -> str:
        return f"{self.country_name}: {self.rating}"

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    def get_absolute_url(self) -> str:
        """All titles that this country's board rated alike."""
        return reverse("certificate", args=[self.country, self.rating])
