"""Titles by what they have in common, in the orders a visitor may choose."""

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.utils.translation import gettext_lazy as _

from .distinct import distinct_values
from .models import (
    Certificate,
    CountryOfOrigin,
    Genre,
    Keyword,
    SpokenLanguage,
    Title,
    TitleGenre,
    TitleKeyword,
)
from .models.title import SCORE_OR_ZERO, YEAR_OR_ZERO
from .paging import Sort

POPULARITY = Sort("popularity", _("Popularity"), ("vote_count", "id"))
SCORE = Sort("score", _("Score"), (SCORE_OR_ZERO, "id"))
YEAR = Sort("year", _("Year"), (YEAR_OR_ZERO, "id"))
NAME = Sort("title", _("Title"), ("primary_title", "id"), is_falling=False)
BY_NAME = Sort("name", _("Name"), ("name", "id"), is_falling=False)  # genres, keywords, events
SORTS = (POPULARITY, SCORE, YEAR, NAME)

MANY = 50_000


def sort_named(name: str | None) -> Sort:
    """The sort a visitor asks for; by popularity when there is none of that name."""
    return next((sort for sort in SORTS if sort.name == name), POPULARITY)


def all_titles() -> QuerySet[Title]:
    return Title.objects.visible()


def known_years() -> list[int]:
    """The years that titles are of, the first one first."""
    return distinct_values(Title, "year")


def of_genre(genre: Genre) -> QuerySet[Title]:
    return _among(TitleGenre.objects.filter(genre=genre))


def of_keyword(keyword: Keyword) -> QuerySet[Title]:
    return _among(TitleKeyword.objects.filter(keyword=keyword))


def of_country(code: str) -> QuerySet[Title]:
    return _among(CountryOfOrigin.objects.filter(country=code))


def of_language(code: str) -> QuerySet[Title]:
    return _among(SpokenLanguage.objects.filter(language=code))


def with_certificate(country: str, rating: str) -> QuerySet[Title]:
    return _among(Certificate.objects.filter(country=country, rating=rating))


def of_year(year: int) -> QuerySet[Title]:
    return Title.objects.visible().filter(year=year)


def of_decade(first: int, sort: Sort) -> QuerySet[Title]:
    """By year, the index of that sort has the decade in one piece; else as of any other shelf."""
    if sort is YEAR:
        visible = Title.objects.visible()
        return visible.filter(GreaterThanOrEqual(YEAR_OR_ZERO, first), LessThan(YEAR_OR_ZERO, first + 10))
    return _among(Title.objects.filter(year__range=(first, first + 9)), "pk")


def _among(facts: QuerySet, title: str = "title") -> QuerySet[Title]:
    """The visible titles that the facts are about, ready to be sorted.

    No index knows both a genre and the popularity of its titles. A few are fetched and sorted; of many, most
    of those that come first in the sort have the genre, so that its index is walked and each title asked.
    """
    visible = Title.objects.visible()
    if facts[MANY : MANY + 1].exists():
        return visible.filter(Exists(facts.filter(**{title: OuterRef("pk")})))
    return visible.filter(pk__in=facts.values(title))
