from collections.abc import Iterable
from itertools import groupby

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from films.codes import country_name
from films.forms import CountryForm
from films.models import ReleaseDate
from films.page_meta import page_meta
from films.partial_date import PartialDate

LIST_LENGTH = 100


@require_safe
def coming_soon(request: HttpRequest) -> TemplateResponse:
    today = timezone.localdate()
    form = CountryForm(request.GET)
    releases = ReleaseDate.objects.in_country(form.code).with_visible_titles()
    heading = _("Coming soon: %(country)s") % {"country": country_name(form.code)}
    lead = _("What is still to be released there, the next first.")
    return TemplateResponse(
        request,
        "films/releases.html",
        {
            "meta": page_meta(request, heading, lead, path=form.path_of(request.path)),
            "heading": heading,
            "lead": lead,
            "form": form,
            "dates": by_date(releases.after(today)[:LIST_LENGTH]),
            "vague_dates": by_date(releases.around(today)[:LIST_LENGTH]),
            "page_name": "coming-soon",
        },
        status=200 if form.is_valid() else 400,
    )


@require_safe
def recent(request: HttpRequest) -> TemplateResponse:
    form = CountryForm(request.GET)
    releases = ReleaseDate.objects.in_country(form.code).with_visible_titles()
    heading = _("Recently released: %(country)s") % {"country": country_name(form.code)}
    lead = _("What was released there, the latest first.")
    return TemplateResponse(
        request,
        "films/releases.html",
        {
            "meta": page_meta(request, heading, lead, path=form.path_of(request.path)),
            "heading": heading,
            "lead": lead,
            "form": form,
            "dates": by_date(releases.until(timezone.localdate())[:LIST_LENGTH]),
            "vague_dates": [],
            "page_name": "releases",
        },
        status=200 if form.is_valid() else 400,
    )


def by_date(releases: Iterable[ReleaseDate]) -> list[tuple[PartialDate | None, list[ReleaseDate]]]:
    """Releases that come in order, those of one date together."""
    return [(date, list(group)) for date, group in groupby(releases, key=lambda release: release.date)]
