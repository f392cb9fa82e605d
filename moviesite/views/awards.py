"""An award event and its ceremonies: who won and who was nominated."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from films.ceremonies import awards_at, years_of
from films.models import AwardEvent
from moviesite.browse_meta import award_meta


@require_safe
def event(request: HttpRequest, slug: str) -> TemplateResponse:
    """The latest ceremony, and the way to all others."""
    event = get_object_or_404(AwardEvent, slug=slug)
    years = years_of(event)
    return _ceremony(request, event, years, years[0] if years else None, is_event=True)


@require_safe
def ceremony(request: HttpRequest, slug: str, year: int) -> TemplateResponse:
    event = get_object_or_404(AwardEvent, slug=slug)
    years = years_of(event)
    if year not in years:
        raise Http404
    return _ceremony(request, event, years, year)


def _ceremony(
    request: HttpRequest, event: AwardEvent, years: list[int], year: int | None, is_event: bool = False
) -> TemplateResponse:
    awards = awards_at(event, year) if year else []
    return TemplateResponse(
        request,
        "pages/award.html",
        {
            "meta": award_meta(request, event, year, is_event=is_event),
            "event": event,
            "years": years,
            "year": year,
            "awards": awards,
            "is_event": is_event,
            "current": "awards",
        },
    )
