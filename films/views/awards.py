from itertools import groupby
from operator import attrgetter

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from films.models import AwardEvent, Nomination
from films.page_meta import page_meta

EVENTS_LENGTH, NOMINATIONS_LENGTH = 20, 6


@require_safe
def calendar(request: HttpRequest, year: int | None = None) -> TemplateResponse:
    """A year's events, each with the first of its nominations; without a year, the latest there is."""
    nominations = Nomination.objects.of_visible_titles()
    shown = year or nominations.latest_year() or timezone.localdate().year
    try:
        page = Paginator(AwardEvent.objects.held_in(shown), EVENTS_LENGTH).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    named = nominations.of_year(shown).of_events(page.object_list).first_of_each_event(NOMINATIONS_LENGTH)
    heading = _("Awards of %(year)s") % {"year": shown}
    return TemplateResponse(
        request,
        "films/awards_calendar.html",
        {
            "meta": page_meta(
                request, heading, _("Who won what in %(year)s, event by event.") % {"year": shown}
            ),
            "heading": heading,
            "year_before": nominations.year_before(shown),
            "year_after": nominations.year_after(shown),
            "events": [(event, list(group)) for event, group in groupby(named, attrgetter("event"))],
            "page": page,
        },
    )
