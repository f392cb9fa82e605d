from babel.numbers import format_currency
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from films.codes import WORLDWIDE, territory_name, validate_currency, validate_territory
from films.partial_date import PartialDateField, is_partial_date

from .fact import TitleFact

UNKNOWN_AMOUNT = _("An unknown figure is left out, not written as 0.")


class BoxOfficeKind(models.TextChoices):
    BUDGET = "budget", _("Budget")
    OPENING_WEEKEND = "opening_weekend", _("Opening weekend")
    GROSS = "gross", _("Gross")


class BoxOfficeFigure(TitleFact):
    """A sum a title cost or took, in whole units of its currency. An unknown sum has no row."""

    kind = models.CharField(_("kind"), max_length=16, choices=BoxOfficeKind.choices)
    territory = models.CharField(
        _("territory"),
        max_length=3,
        blank=True,
        validators=[validate_territory],
        help_text=_("A country code, or XWW for worldwide; empty for a budget."),
    )
    amount = models.PositiveBigIntegerField(_("amount"), validators=[MinValueValidator(1, UNKNOWN_AMOUNT)])
    currency = models.CharField(_("currency"), max_length=3, validators=[validate_currency])
    date = PartialDateField(_("date"), blank=True)
    note = models.CharField(_("note"), max_length=160, blank=True)

    class Meta(TitleFact.Meta):
        verbose_name = _("box office figure")
        verbose_name_plural = _("box office figures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gte=1),
                name="a_box_office_figure_is_known",
                violation_error_message=UNKNOWN_AMOUNT,
            ),
            models.CheckConstraint(
                condition=models.Q(kind=BoxOfficeKind.BUDGET) | ~models.Q(territory=""),
                name="takings_have_a_territory",
                violation_error_message=_("Say where this was taken: a country code, or XWW for worldwide."),
            ),
            models.CheckConstraint(condition=is_partial_date("date"), name="a_box_office_date_is_a_date"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.money}"

    @property
    def label(self) -> str:
        """ "Opening weekend USA", "Gross USA", "Cumulative worldwide gross", "Budget"."""
        if self.kind == BoxOfficeKind.GROSS and self.territory == WORLDWIDE:
            return str(_("Cumulative worldwide gross"))
        kind = self.get_kind_display()
        return f"{kind} {territory_name(self.territory)}" if self.territory else kind

    @property
    def money(self) -> str:
        """The amount in the reader's language: "$10,148"."""
        locale = (get_language() or "en").replace("-", "_")
        return format_currency(
            self.amount, self.currency, format="¤#,##0", locale=locale, currency_digits=False
        )
