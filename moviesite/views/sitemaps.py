from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from films.browse import known_years
from films.distinct import distinct_values
from films.models import AwardEvent, Company, CountryOfOrigin, Genre, Keyword, Person, SpokenLanguage, Title
from films.sitemaps import Section, sitemap_index_xml, sitemap_xml

HOUR = 3600

SECTIONS = {
    "titles": Section(Title.objects.visible, ("primary_title",)),
    "people": Section(Person.objects.all, ("primary_name",)),
    "companies": Section(Company.objects.all, ("name",), has_updated_at=False),
    "genres": Section(Genre.objects.all, ("slug",), has_updated_at=False),
    "keywords": Section(Keyword.objects.all, ("slug",), has_updated_at=False),
    "awards": Section(AwardEvent.objects.all, ("slug",), has_updated_at=False),
}
PAGES = (
    "home",
    "titles",
    "genres",
    "countries",
    "languages",
    "years",
    "keywords",
    "awards",
    "reviews:chart-top",
    "reviews:chart-popular",
    "reviews:chart-lowest",
    "films:coming-soon",
    "films:releases",
    "films:awards-calendar",
    "reviews:latest",
    "reviews:ratings-explained",
)
"""Pages that stand for themselves, by URL name."""


@require_safe
@cache_control(public=True, max_age=HOUR)
def index(request: HttpRequest) -> HttpResponse:
    return _xml(sitemap_index_xml(_files()))


@require_safe
@cache_control(public=True, max_age=HOUR)
def pages(request: HttpRequest) -> HttpResponse:
    return _xml(sitemap_xml((path, None) for path in _pages()))


@require_safe
@cache_control(public=True, max_age=HOUR)
def section(request: HttpRequest, name: str, number: int) -> HttpResponse:
    if name not in SECTIONS:
        raise Http404
    entries = SECTIONS[name].entries(number)
    if not entries:
        raise Http404
    return _xml(sitemap_xml(entries))


def _pages() -> Iterator[str]:
    """Lists of the site, and the shelves that are no records of their own."""
    years = known_years()
    yield from map(reverse, PAGES)
    for name, values in (
        ("country", distinct_values(CountryOfOrigin, "country")),
        ("language", distinct_values(SpokenLanguage, "language")),
        ("year", years),
        ("decade", sorted({year // 10 * 10 for year in years})),
    ):
        yield from (reverse(name, args=[value]) for value in values)


def _files() -> Iterator[str]:
    yield reverse("sitemap-pages")
    for name, section in SECTIONS.items():
        for number in section.numbers():
            yield reverse("sitemap-section", args=[name, number])


def _xml(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/xml")
