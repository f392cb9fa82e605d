"""What there is to browse by: all genres, countries, languages, years, keywords and awards."""

from itertools import groupby

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from films.browse import BY_NAME, known_years
from films.codes import country_name, language_name
from films.distinct import distinct_values
from films.models import AwardEvent, CountryOfOrigin, Genre, Keyword, SpokenLanguage
from films.paging import keyset_page
from moviesite.browse_meta import list_meta

PAGE_LENGTH = 300


@require_safe
def genres(request: HttpRequest) -> TemplateResponse:
    links = [(genre.name, genre.get_absolute_url()) for genre in Genre.objects.order_by("name")]
    return _index(request, _("Genres"), "genres", [("", links)])


@require_safe
def countries(request: HttpRequest) -> TemplateResponse:
    codes = distinct_values(CountryOfOrigin, "country")
    links = sorted((country_name(code), reverse("country", args=[code])) for code in codes)
    return _index(request, _("Countries"), "countries", [("", links)])


@require_safe
def languages(request: HttpRequest) -> TemplateResponse:
    codes = distinct_values(SpokenLanguage, "language")
    links = sorted((language_name(code), reverse("language", args=[code])) for code in codes)
    return _index(request, _("Languages"), "languages", [("", links)])


@require_safe
def years(request: HttpRequest) -> TemplateResponse:
    """Decades, the latest first, each with its years."""
    found = reversed(known_years())
    groups = []
    for decade, each in groupby(found, key=lambda year: year // 10 * 10):
        label = (_("The %(year)ss") % {"year": decade}, reverse("decade", args=[decade]))
        groups.append((label, [(str(year), reverse("year", args=[year])) for year in each]))
    return _index(request, _("Years"), "years", groups)


@require_safe
def keywords(request: HttpRequest) -> TemplateResponse:
    page = keyset_page(Keyword.objects.all(), BY_NAME, request.GET, PAGE_LENGTH)
    links = [(keyword.name, keyword.get_absolute_url()) for keyword in page.rows]
    return _index(request, _("Keywords"), "keywords", [("", links)], page)


@require_safe
def awards(request: HttpRequest) -> TemplateResponse:
    page = keyset_page(AwardEvent.objects.all(), BY_NAME, request.GET, PAGE_LENGTH)
    links = [(event.name, event.get_absolute_url()) for event in page.rows]
    return _index(request, _("Awards"), "awards", [("", links)], page)


def _index(request: HttpRequest, heading: str, current: str, groups: list, page=None) -> TemplateResponse:
    """`groups`: (label and address of the group, else empty; (label, address) of each of its links)."""
    return TemplateResponse(
        request,
        "pages/facets.html",
        {
            "meta": list_meta(request, heading),
            "heading": heading,
            "current": current,
            "groups": groups,
            "page": page,
        },
    )
