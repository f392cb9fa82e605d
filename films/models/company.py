from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from films.codes import country_name, validate_country
from films.slugs import slug_for

from .fact import FactQuerySet, TitleFact
from .version import Versions


class Company(models.Model):
    """A firm or institution that produced, sold or distributed a title, or worked on it."""

    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[validate_country])
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    is_locked = models.BooleanField(
        _("locked"),
        default=False,
        db_default=False,
        help_text=_("Only administrators change a locked company and its keys; nothing is suggested to it."),
    )

    history = Versions()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="a_company_has_a_name"),
        ]
        indexes = [models.Index(fields=["name", "id"], name="company_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return slug_for(self.name, fallback="company")

    def get_absolute_url(self) -> str:
        return reverse("company", args=[self.pk, self.slug])

    @property
    def country_name(self) -> str:
        return country_name(self.country) if self.country else ""


class CompanyRole(models.TextChoices):
    PRODUCTION = "production", _("Production companies")
    DISTRIBUTOR = "distributor", _("Distributors")
    SALES = "sales", _("Sales representatives")
    EFFECTS = "effects", _("Special effects companies")
    OTHER = "other", _("Other companies")


class CompanyCreditQuerySet(FactQuerySet):
    def production(self):
        return self.filter(role=CompanyRole.PRODUCTION)


class CompanyCredit(TitleFact):
    """What a company did for a title, and where."""

    company = models.ForeignKey(Company, verbose_name=_("company"), on_delete=models.PROTECT)
    role = models.CharField(_("role"), max_length=16, choices=CompanyRole.choices)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[validate_country],
        help_text=_("Where it distributed the title."),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=120, blank=True)

    objects = CompanyCreditQuerySet.as_manager()

    class Meta(TitleFact.Meta):
        verbose_name = _("company credit")
        verbose_name_plural = _("company credits")
        constraints = [
            models.UniqueConstraint(
                fields=["title", "company", "role", "country", "note"], name="a_company_credit_is_listed_once"
            )
        ]

    def __str__(self) -> str:
        return self.company.name

    @property
    def country_name(self) -> str:
        return country_name(self.country) if self.country else ""
