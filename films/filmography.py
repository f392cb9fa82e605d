"""What a person or a company has had to do with titles, by department or role, most recent first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext_lazy as _

from .models import (
    Company,
    CompanyCredit,
    CompanyRole,
    Credit,
    CreditCategory,
    ExternalId,
    NominationRecipient,
    Person,
    PersonName,
    Title,
)
from .paging import Sort

YEAR = Coalesce("title__year", 0, output_field=IntegerField())
LATEST = Sort("latest", _("Latest first"), (YEAR, "title_id", "id"))
# What a person is called in a department, where the credits of a title say it otherwise.
TRADES = {
    CreditCategory.DIRECTOR: _("Director"),
    CreditCategory.WRITER: _("Writer"),
    CreditCategory.CAST: _("Acting"),
    CreditCategory.SELF: _("Self"),
    CreditCategory.PRODUCER: _("Producer"),
    CreditCategory.COMPOSER: _("Composer"),
    CreditCategory.CINEMATOGRAPHER: _("Cinematographer"),
    CreditCategory.EDITOR: _("Editor"),
    CreditCategory.CASTING: _("Casting"),
    CreditCategory.PRODUCTION_DESIGNER: _("Production designer"),
    CreditCategory.ART_DIRECTOR: _("Art director"),
    CreditCategory.SET_DECORATOR: _("Set decorator"),
    CreditCategory.COSTUME_DESIGNER: _("Costume designer"),
    CreditCategory.SPECIAL_EFFECTS: _("Special effects"),
    CreditCategory.VISUAL_EFFECTS: _("Visual effects"),
    CreditCategory.ARCHIVE_FOOTAGE: _("Archive footage"),
}
# The same for what a company did.
SERVICES = {
    CompanyRole.PRODUCTION: _("Production"),
    CompanyRole.DISTRIBUTOR: _("Distribution"),
    CompanyRole.SALES: _("Sales"),
    CompanyRole.EFFECTS: _("Special effects"),
    CompanyRole.OTHER: _("Other work"),
}
SHOWN = 30
ALL_LENGTH = 200
KNOWN_FOR_LENGTH = 4
AWARDS_LENGTH = 200


@dataclass(frozen=True)
class Part:
    """All that a person did for one title within a department."""

    title: Title
    credits: list[Credit]


@dataclass(frozen=True)
class Department:
    """The latest rows of one category or role, and how many there are of it in all."""

    kind: str
    label: str
    rows: list[Any]
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > len(self.rows)

    @property
    def word(self) -> str:
        """As it stands in an address: "production-designer"."""
        return self.kind.replace("_", "-")

    @property
    def parts(self) -> list[Part]:
        return parts(self.rows)


def trade(category: CreditCategory) -> str:
    return str(TRADES.get(category, category.label))


def parts(rows: list[Credit]) -> list[Part]:
    """Neighbouring credits for the same title as one."""
    found: list[Part] = []
    for credit in rows:
        if not found or found[-1].title.pk != credit.title_id:
            found.append(Part(credit.title, []))
        found[-1].credits.append(credit)
    return found


def credits_of(person: Person) -> QuerySet[Credit]:
    return Credit.objects.filter(person=person, title__is_published=True).select_related("title", "person")


def departments_of(person: Person) -> list[Department]:
    """The department with the most credits first: one query."""
    found = _latest_of_each(credits_of(person), "category", CreditCategory, trade)
    return sorted(found, key=lambda each: -each.count)


def credits_in(person: Person, category: CreditCategory) -> QuerySet[Credit]:
    return credits_of(person).filter(category=category)


def known_for(person: Person) -> QuerySet[Title]:
    """The most rated titles that they made or were in, thanks and old footage left out."""
    lent = (CreditCategory.ARCHIVE_FOOTAGE, CreditCategory.THANKS)
    made = Credit.objects.filter(person=person).exclude(category__in=lent)
    return Title.objects.visible().filter(pk__in=made.values("title")).popular()[:KNOWN_FOR_LENGTH]


def awards_of(person: Person) -> QuerySet[NominationRecipient]:
    return (
        NominationRecipient.objects.filter(person=person, nomination__title__is_published=True)
        .select_related("nomination__event", "nomination__title")
        .order_by("-nomination__year", "nomination__event__name", "-nomination__outcome", "id")[
            :AWARDS_LENGTH
        ]
    )


def other_names(person: Person) -> QuerySet[PersonName]:
    return PersonName.objects.filter(person=person).order_by("id")


def external_ids_of(owner: Person | Company) -> QuerySet[ExternalId]:
    return ExternalId.objects.filter(**{owner._meta.model_name or "": owner}).in_order()


def company_credits_of(company: Company) -> QuerySet[CompanyCredit]:
    shown = CompanyCredit.objects.filter(company=company, title__is_published=True)
    return shown.select_related("title__poster")


def company_credits_as(company: Company, role: CompanyRole) -> QuerySet[CompanyCredit]:
    return company_credits_of(company).filter(role=role)


def roles_of(rows: QuerySet[CompanyCredit]) -> list[Department]:
    """A company's credits by what it was to the titles: one query."""
    return _latest_of_each(rows, "role", CompanyRole, service)


def service(role: CompanyRole) -> str:
    return str(SERVICES[role])


def _latest_of_each(rows: QuerySet, field: str, kinds: Any, label: Callable[[Any], str]) -> list[Department]:
    """The latest rows of each kind, the kinds as they are declared."""
    latest = rows.annotate(
        place=Window(RowNumber(), partition_by=F(field), order_by=LATEST.order()),
        kind_count=Window(Count("pk"), partition_by=F(field)),
    ).filter(place__lte=SHOWN)
    by_kind: dict[str, list[Any]] = {}
    for row in sorted(latest, key=lambda row: row.place):
        by_kind.setdefault(getattr(row, field), []).append(row)
    return [
        Department(kind.value, label(kind), by_kind[kind.value], by_kind[kind.value][0].kind_count)
        for kind in kinds
        if kind.value in by_kind
    ]
