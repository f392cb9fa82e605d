import datetime as dt

from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from films.codes import country_name, validate_country
from films.partial_date import PartialDateField, is_partial_date
from films.slugs import slug_for

from .version import Versions


class PersonQuerySet(models.QuerySet):
    def born_on(self, day: dt.date):
        """Those whose exact birthday falls on this day of the year."""
        return self.annotate(birthday=Substr("birth_date", 6)).filter(birthday=f"{day:%m-%d}")


class Person(models.Model):
    """Somebody who is credited on a title."""

    primary_name = models.CharField(_("name"), max_length=200)
    native_name = models.CharField(_("name in its own script"), max_length=200, blank=True)
    birth_date = PartialDateField(_("born"), blank=True)
    birth_place = models.CharField(_("place of birth"), max_length=200, blank=True)
    birth_country = models.CharField(
        _("country of birth"), max_length=2, blank=True, validators=[validate_country]
    )
    death_date = PartialDateField(_("died"), blank=True)
    death_place = models.CharField(_("place of death"), max_length=200, blank=True)
    bio = models.TextField(_("biography"), blank=True)
    photo = models.ForeignKey(
        "films.Image",
        verbose_name=_("photo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="portrait_of",
    )
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    is_locked = models.BooleanField(
        _("locked"),
        default=False,
        db_default=False,
        help_text=_(
            "Only administrators change a locked person, their names and pictures; nothing is suggested."
        ),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = PersonQuerySet.as_manager()
    history = Versions(excluded_fields=("updated_at",))

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=~Q(primary_name=""), name="a_person_has_a_name"),
            models.CheckConstraint(condition=is_partial_date("birth_date"), name="a_birth_date_is_a_date"),
            models.CheckConstraint(condition=is_partial_date("death_date"), name="a_death_date_is_a_date"),
        ]
        indexes = [
            models.Index(fields=["primary_name", "id"], name="person_by_name"),
            models.Index(Substr("birth_date", 6), name="person_by_birthday"),
        ]

    def __str__(self) -> str:
        return self.primary_name

    @property
    def slug(self) -> str:
        return slug_for(self.primary_name, fallback="name")

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk, self.slug])

    @property
    def initials(self) -> str:
        """Up to two letters that stand in for a missing photo."""
        words = self.primary_name.split()
        return "".join(word[0] for word in words[:: max(len(words) - 1, 1)][:2]).upper()

    @property
    def birth_country_name(self) -> str:
        return country_name(self.birth_country) if self.birth_country else ""

    def age_on(self, day: dt.date) -> int | None:
        """Whole years lived until this day, or until death; None unless both days are known exactly."""
        born, died = self.birth_date, self.death_date
        if born is None or not born.is_exact or (died is not None and not died.is_exact):
            return None
        last = died.earliest if died else day
        return last.year - born.year - ((last.month, last.day) < (born.month, born.day))


class PersonName(models.Model):
    """Another name of a person: by birth, in another script, a nickname."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=200)
    note = models.CharField(_("note"), max_length=80, blank=True, help_text=_("Birth name, nickname …"))

    history = Versions()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="another_name_is_listed_once"),
            models.CheckConstraint(condition=~Q(name=""), name="another_name_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
