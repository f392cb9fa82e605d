"""The advanced search: a shortlist of titles that meet every criterion, and what could narrow it further.

All work is done on the SHORTLIST most popular matches: their number, order and facets cost the same in a
catalogue of any size. docs/search.md says what that means for a reader.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet

from films.codes import country_name
from films.models import (
    Certificate,
    CountryOfOrigin,
    Credit,
    Runtime,
    SpokenLanguage,
    Title,
    TitleGenre,
    TitleKeyword,
)
from films.search import at_most, matching_person_ids, matching_title_ids
from films.slugs import slug_for

SHORTLIST = 2_000
FEW = 5_000
SECONDS = 2.0
OPTIONS_SHOWN = 12

Criteria = Mapping[str, Any]


class Found(NamedTuple):
    """What ordering and counting need of a title."""

    id: int
    title_type: str
    year: int | None
    score: float | None
    sort_name: str | None


@dataclass(frozen=True)
class Shortlist:
    """The most popular matches, most popular first. `is_cut`: there are more; `is_late`: there was no time."""

    titles: list[Found]
    is_cut: bool = False
    is_late: bool = False

    def sorted_by(self, order: str) -> list[int]:
        """The ids in this SortOrder; what is unknown comes last, equals by popularity."""
        match order:
            case "score":
                rows = sorted(self.titles, key=lambda row: -(row.score or 0))
            case "year":
                rows = sorted(self.titles, key=lambda row: -(row.year or 0))
            case "title":
                rows = sorted(self.titles, key=lambda row: (row.sort_name is None, row.sort_name or ""))
            case _:
                rows = self.titles
        return [row.id for row in rows]


def shortlist(criteria: Criteria, among: Any = None) -> Shortlist:
    """Of all visible titles, or among these. Looks for at most SECONDS."""
    found: list[Found] | None = None
    with at_most(SECONDS):
        all_titles = Title.objects.visible() if among is None else among
        titles = _narrowed(all_titles, criteria).popular()
        fields = ("pk", "title_type", "year", "score", "search_entry__sort_name")
        found = [Found(*row) for row in titles.values_list(*fields)[: SHORTLIST + 1]]
    if found is None:
        return Shortlist([], is_late=True)
    return Shortlist(found[:SHORTLIST], is_cut=len(found) > SHORTLIST)


def facet_counts(found: Shortlist) -> dict[str, list[tuple[str, int]]]:
    """{field: [(value, how many of the shortlist have it)]}, most frequent first."""
    ids = [row.id for row in found.titles]
    types = Counter(row.title_type for row in found.titles)
    return {
        "type": types.most_common(),
        "genre": _counted(TitleGenre.objects.filter(title__in=ids), "genre__slug"),
        "country": _counted(CountryOfOrigin.objects.filter(title__in=ids), "country"),
        "language": _counted(SpokenLanguage.objects.filter(title__in=ids), "language"),
        "certificate": [(f"{country}:{rating}", count) for (country, rating), count in _certificates(ids)],
    }


def titles_of(ids: Sequence[int]) -> list[Title]:
    """The titles themselves, in the order of their ids, as cards show them."""
    found = Title.objects.select_related("poster").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def certificate_label(value: str) -> str:
    country, _, rating = value.partition(":")
    return f"{country_name(country)}: {rating}"


def _counted(facts: QuerySet, field: str) -> list[tuple[str, int]]:
    counts = facts.values(field).annotate(count=Count("title", distinct=True)).order_by("-count", field)
    return list(counts.values_list(field, "count")[:OPTIONS_SHOWN])


def _certificates(ids: list[int]) -> list[tuple[tuple[str, str], int]]:
    counts = (
        Certificate.objects.filter(title__in=ids)
        .values("country", "rating")
        .annotate(count=Count("title", distinct=True))
        .order_by("-count", "country", "rating")
    )
    return [((row["country"], row["rating"]), row["count"]) for row in counts[:OPTIONS_SHOWN]]


def _narrowed(titles: Any, criteria: Criteria) -> Any:
    """Genres, countries, languages and certificates must all apply; of types, one."""
    own = {
        "title_type__in": criteria["type"] or None,
        "year__gte": criteria["year_from"],
        "year__lte": criteria["year_to"],
        "score__gte": criteria["score_from"],
        "score__lte": criteria["score_to"],
        "vote_count__gte": criteria["votes_from"],
        "vote_count__lte": criteria["votes_to"],
    }
    titles = titles.filter(**{lookup: value for lookup, value in own.items() if value is not None})
    for facts in _facts(criteria):
        titles = _among(titles, facts)
    if criteria["q"]:
        titles = titles.filter(pk__in=matching_title_ids(criteria["q"], SHORTLIST))
    return titles


def _facts(criteria: Criteria) -> list[QuerySet]:
    """Each criterion that other tables hold, as the rows a title must have one of."""
    facts: list[QuerySet] = [TitleGenre.objects.filter(genre__slug=value) for value in criteria["genre"]]
    facts += [CountryOfOrigin.objects.filter(country=value) for value in criteria["country"]]
    facts += [SpokenLanguage.objects.filter(language=value) for value in criteria["language"]]
    for country, _, rating in (value.partition(":") for value in criteria["certificate"]):
        facts.append(Certificate.objects.filter(country=country, rating=rating))
    minutes = {"minutes__gte": criteria["runtime_from"], "minutes__lte": criteria["runtime_to"]}
    minutes = {lookup: value for lookup, value in minutes.items() if value is not None}
    if minutes:
        facts.append(Runtime.objects.filter(**minutes))
    if criteria["keyword"]:
        slug = slug_for(criteria["keyword"], fallback="term")
        facts.append(TitleKeyword.objects.filter(keyword__slug=slug))
    if criteria["person"]:
        facts.append(Credit.objects.filter(person__in=matching_person_ids(criteria["person"])))
    return facts


def _among(titles: Any, facts: QuerySet) -> Any:
    """Titles with one of these facts: by their ids where they are few, else asked of one title after the other."""
    ids = set(facts.order_by().values_list("title", flat=True)[: FEW + 1])
    if len(ids) <= FEW:
        return titles.filter(pk__in=ids)
    return titles.filter(Exists(facts.filter(title=OuterRef("pk"))))
