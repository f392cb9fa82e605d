"""Meta of the pages one browses by: people, companies, awards, and shelves of titles."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from films.models import AwardEvent, Company, ExternalId, Person, Title
from films.page_meta import PageMeta, page_meta
from films.structured_data import breadcrumbs, company_thing, person_thing

DESCRIPTION_LENGTH = 200
NOT_THE_FIRST = {"after", "before", "sort"}
"""Parameters of pages that show again, or in another order, what the first page leads to."""


def list_meta(
    request: HttpRequest, heading: str, description: str = "", crumbs: Sequence[Mapping[str, Any]] = ()
) -> PageMeta:
    """A list that may go on over several pages: the first stands for all of them in search engines."""
    return page_meta(
        request,
        heading,
        description or _("%(heading)s: films, series and who made them.") % {"heading": heading},
        is_indexed=NOT_THE_FIRST.isdisjoint(request.GET),
        structured_data=[breadcrumbs(crumbs, heading)] if crumbs else [],
    )


def person_meta(
    request: HttpRequest, person: Person, known_for: Sequence[Title], external_ids: Sequence[ExternalId]
) -> PageMeta:
    """Their life in the first words of it; without a biography, what they are known for."""
    titles = ", ".join(map(str, known_for))
    known = _("%(name)s is known for %(titles)s.") % {"name": person, "titles": titles} if titles else ""
    photo = person.photo
    return page_meta(
        request,
        person.primary_name,
        Truncator(person.bio).chars(DESCRIPTION_LENGTH) or known or person.primary_name,
        image=photo.file.url if photo else "",
        image_size=(photo.width, photo.height) if photo else (0, 0),
        type="profile",
        structured_data=[person_thing(person, external_ids)],
    )


def company_meta(request: HttpRequest, company: Company, external_ids: Sequence[ExternalId]) -> PageMeta:
    return page_meta(
        request,
        company.name,
        _("What %(company)s produced, sold or distributed.") % {"company": company},
        structured_data=[company_thing(company, external_ids)],
    )


def part_meta(request: HttpRequest, owner: Person | Company, heading: str) -> PageMeta:
    """One part of what a person or a company did."""
    crumbs = [{"label": str(owner), "url": owner.get_absolute_url()}]
    return list_meta(request, f"{owner}: {heading}", crumbs=crumbs)


def award_meta(request: HttpRequest, event: AwardEvent, year: int | None, *, is_event: bool) -> PageMeta:
    """An event, of which the latest ceremony is shown, or one ceremony."""
    crumbs = [{"label": _("Awards"), "url": reverse("awards")}]
    heading = event.name
    if not is_event:
        crumbs.append({"label": event.name, "url": event.get_absolute_url()})
        heading = f"{event.name} {year}"
    description = _("%(event)s: who won and who was nominated.") % {"event": heading}
    return list_meta(request, heading, description, crumbs)
