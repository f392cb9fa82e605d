from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from films.forms import SearchForm
from films.marking import mark
from films.search import external_id, find
from films.search import suggest as suggestions_for
from films.title_search import Shortlist, facet_counts, shortlist, titles_of
from films.title_search_form import SortOrder, TitleSearchForm
from films.title_search_page import chips, criteria_of, facets, page_query, sorts
from limits.decorators import limited_reading

PER_PAGE = 24


@require_safe
@limited_reading("search")
def search(request: HttpRequest) -> HttpResponseBase:
    """Titles and people by name; the key of another catalogue goes straight to what it names."""
    form = SearchForm(request.GET)
    if address := external_id(form.text):
        return redirect(address)
    results = find(form.text, form.page_number)
    mark(request, results.titles)
    return TemplateResponse(
        request,
        "films/search.html",
        {
            "query": form.text,
            "results": results,
            "page": form.page_number,
        },
    )


@require_safe
@limited_reading("suggestion")
@cache_control(public=True, max_age=300)
def suggest(request: HttpRequest) -> HttpResponseBase:
    """The options of the search box, as a piece of HTML: the same for everybody, so kept by browsers and proxies."""
    hits = suggestions_for(SearchForm(request.GET).text)
    return TemplateResponse(request, "films/_suggestions.html", {"hits": hits})


@require_safe
@limited_reading("search")
def titles(request: HttpRequest) -> HttpResponseBase:
    """Titles by any mix of criteria; what cannot be read is said beside its field, with status 400."""
    form = TitleSearchForm(request.GET)
    found = shortlist(form.cleaned_data) if form.is_valid() else Shortlist([])
    order = str(form.cleaned_data.get("sort") or SortOrder.POPULARITY)
    page = Paginator(found.sorted_by(order), PER_PAGE).get_page(request.GET.get("page"))
    shown = titles_of(list(page.object_list))
    mark(request, shown)
    return TemplateResponse(
        request,
        "films/title_search.html",
        {
            "form": form,
            "found": found,
            "page": page,
            "titles": shown,
            "facets": facets(form, facet_counts(found)),
            "chips": chips(form),
            "criteria": criteria_of(form) if form.is_valid() else "",
            "sorts": sorts(form, order),
            "page_query": page_query(form),
        },
        status=200 if form.is_valid() else 400,
    )
