from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from films.models import Title
from films.sitemaps import Section, sitemap_index_xml, sitemap_xml

HOUR = 3600

SECTIONS = {
    "titles": Section(Title.objects.visible, ("primary_title",)),
}
PAGES = (
    "home",
    "reviews:chart-top",
    "reviews:chart-popular",
    "reviews:chart-lowest",
    "films:coming-soon",
    "films:releases",
    "films:awards-calendar",
)
"""Pages that stand for themselves, by URL name."""


@require_safe
@cache_control(public=True, max_age=HOUR)
def index(request: HttpRequest) -> HttpResponse:
    return _xml(sitemap_index_xml(_files()))


@require_safe
@cache_control(public=True, max_age=HOUR)
def pages(request: HttpRequest) -> HttpResponse:
    entries = [(reverse(name), None) for name in PAGES]
    return _xml(sitemap_xml(entries))


@require_safe
@cache_control(public=True, max_age=HOUR)
def section(request: HttpRequest, name: str, number: int) -> HttpResponse:
    if name not in SECTIONS:
        raise Http404
    entries = SECTIONS[name].entries(number)
    if not entries:
        raise Http404
    return _xml(sitemap_xml(entries))


def _files() -> Iterator[str]:
    yield reverse("sitemap-pages")
    for name, section in SECTIONS.items():
        for number in section.numbers():
            yield reverse("sitemap-section", args=[name, number])


def _xml(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/xml")
