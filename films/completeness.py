"""How complete a title's record is: what it should have, and how much each weighs. All of it adds up to 100."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from films import models
from films.models import CompanyRole, CreditCategory, Title
from films.models.credit import ON_SCREEN


@dataclass(frozen=True)
class Part:
    """`section` is the tab of the title's form where it is filled in, empty for the record itself."""

    name: str | Promise
    weight: int
    section: str
    is_there: Callable[[], Any]
    field: str = ""


def _row(model: Any, **values: Any) -> Callable[[], Exists]:
    return lambda: Exists(model.objects.filter(title=OuterRef("pk"), **values))


PARTS = {
    "poster": Part(_("poster"), 12, "media", lambda: Q(poster__isnull=False)),
    "outline": Part(_("plot outline"), 10, "", lambda: ~Q(plot_outline=""), "plot_outline"),
    "year": Part(_("year"), 6, "", lambda: Q(year__isnull=False), "year"),
    "director": Part(_("director"), 10, "credits", _row(models.Credit, category=CreditCategory.DIRECTOR)),
    "cast": Part(_("cast"), 10, "credits", _row(models.Credit, category__in=ON_SCREEN)),
    "writer": Part(_("writer"), 4, "credits", _row(models.Credit, category=CreditCategory.WRITER)),
    "release": Part(_("release date"), 8, "releases", _row(models.ReleaseDate)),
    "genre": Part(_("genre"), 6, "origin", _row(models.TitleGenre)),
    "country": Part(_("country"), 6, "origin", _row(models.CountryOfOrigin)),
    "language": Part(_("language"), 6, "origin", _row(models.SpokenLanguage)),
    "runtime": Part(_("runtime"), 6, "origin", _row(models.Runtime)),
    "keyword": Part(_("keyword"), 4, "origin", _row(models.TitleKeyword)),
    "company": Part(
        _("production company"), 4, "companies", _row(models.CompanyCredit, role=CompanyRole.PRODUCTION)
    ),
    "summary": Part(_("plot summary"), 4, "storyline", _row(models.PlotSummary)),
    "external_id": Part(_("key in another catalogue"), 4, "elsewhere", _row(models.ExternalId)),
}


@dataclass(frozen=True)
class Completeness:
    missing: list[Part]
    """The weightiest first."""

    @property
    def percent(self) -> int:
        return 100 - sum(part.weight for part in self.missing)


def completeness_of(title: Title) -> Completeness:
    """What the record has and lacks, in one query."""
    expressions: dict[str, Any] = {f"has_{name}": part.is_there() for name, part in PARTS.items()}
    has: Any = Title.objects.filter(pk=title.pk).values(**expressions).get()
    missing = [part for name, part in PARTS.items() if not has[f"has_{name}"]]
    return Completeness(sorted(missing, key=lambda part: -part.weight))
