"""Shelves of titles that have something in common, with the members' scores on them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from films import browse
from films.codes import country_name, language_name
from films.models import Genre, Keyword, Title
from films.paging import keyset_page
from moviesite.browse_meta import list_meta
from reviews.marks import mark_titles

PAGE_LENGTH = 48


@require_safe
def titles(request: HttpRequest) -> TemplateResponse:
    return _shelf(request, browse.all_titles(), _("All titles"), current="titles")


@require_safe
def genre(request: HttpRequest, slug: str) -> TemplateResponse:
    genre = get_object_or_404(Genre, slug=slug)
    return _shelf(request, browse.of_genre(genre), genre.name, "genres", _("Genres"))


@require_safe
def keyword(request: HttpRequest, slug: str) -> TemplateResponse:
    keyword = get_object_or_404(Keyword, slug=slug)
    return _shelf(request, browse.of_keyword(keyword), keyword.name, "keywords", _("Keywords"))


@require_safe
def country(request: HttpRequest, code: str) -> TemplateResponse:
    return _shelf(request, browse.of_country(code), country_name(code), "countries", _("Countries"))


@require_safe
def language(request: HttpRequest, code: str) -> TemplateResponse:
    return _shelf(request, browse.of_language(code), language_name(code), "languages", _("Languages"))


@require_safe
def year(request: HttpRequest, year: int) -> TemplateResponse:
    known = browse.known_years()
    before = [each for each in known if each < year][-1:]
    after = [each for each in known if each > year][:1]
    beside = [*map(_year_link, before), _decade_link(year), *map(_year_link, after)]
    heading = _("Titles of %(year)s") % {"year": year}
    return _shelf(request, browse.of_year(year), heading, "years", _("Years"), beside=beside)


@require_safe
def decade(request: HttpRequest, year: int) -> TemplateResponse:
    beside = [_year_link(each) for each in browse.known_years() if year <= each < year + 10]
    titles = browse.of_decade(year, browse.sort_named(request.GET.get("sort")))
    return _shelf(request, titles, _decade_link(year)["label"], "years", _("Years"), beside=beside)


@require_safe
def certificate(request: HttpRequest, country: str, rating: str) -> TemplateResponse:
    heading = _("Rated %(rating)s in %(country)s") % {"rating": rating, "country": country_name(country)}
    return _shelf(request, browse.with_certificate(country, rating), heading, "countries", _("Countries"))


def _year_link(year: int) -> dict[str, str]:
    return {"label": str(year), "url": reverse("year", args=[year])}


def _decade_link(year: int) -> dict[str, str]:
    first = year // 10 * 10
    return {"label": _("The %(year)ss") % {"year": first}, "url": reverse("decade", args=[first])}


def _shelf(
    request: HttpRequest,
    titles: QuerySet[Title],
    heading: str,
    index: str = "",
    index_label: str = "",
    **more: Any,
) -> TemplateResponse:
    """A page of these titles in the order asked for; `index` names the page that lists what is beside this one."""
    sort = browse.sort_named(request.GET.get("sort"))
    keep = {} if sort is browse.POPULARITY else {"sort": sort.name}
    shown = titles.select_related("poster", "aggregate_rating")
    page = keyset_page(shown, sort, request.GET, PAGE_LENGTH, keep)
    mark_titles(request.user, page.rows)
    crumbs = [{"label": index_label, "url": reverse(index)}] if index_label else []
    return TemplateResponse(
        request,
        "pages/browse.html",
        {
            "meta": list_meta(request, heading, crumbs=crumbs),
            "heading": heading,
            "page": page,
            "sorts": [
                {
                    "label": each.label,
                    "url": "." if each is browse.POPULARITY else f"?sort={each.name}",
                    "is_current": each is sort,
                }
                for each in browse.SORTS
            ],
            "crumbs": crumbs,
            "current": index,
            **more,
        },
    )
