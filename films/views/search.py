from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from films.forms import SearchForm
from films.search import external_id, find
from films.search import suggest as suggestions_for
from limits.decorators import limited_reading


@require_safe
@limited_reading("search")
def search(request: HttpRequest) -> HttpResponseBase:
    """Titles and people by name; the key of another catalogue goes straight to what it names."""
    form = SearchForm(request.GET)
    if address := external_id(form.text):
        return redirect(address)
    return TemplateResponse(
        request,
        "films/search.html",
        {
            "query": form.text,
            "results": find(form.text, form.page_number),
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
