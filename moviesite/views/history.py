"""Who changed a page of the catalogue, when, why and what: of one title, person or company, and one revision alone."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from films.history.reading import tell
from films.models import Change, Company, Person, Revision, Title
from films.models.revision import LATEST
from films.page_meta import page_meta
from films.paging import keyset_page

PAGE_LENGTH = 20
MOST_ROWS_ALONE = 500


@require_safe
def title(request: HttpRequest, title_id: int, slug: str) -> HttpResponseBase:
    title = get_object_or_404(Title.objects.visible(), pk=title_id)
    if slug != title.slug:
        return redirect("title-history", title.pk, title.slug, permanent=True)
    return _history(request, title)


@require_safe
def person(request: HttpRequest, person_id: int, slug: str) -> HttpResponseBase:
    person = get_object_or_404(Person, pk=person_id)
    if slug != person.slug:
        return redirect("person-history", person.pk, person.slug, permanent=True)
    return _history(request, person)


@require_safe
def company(request: HttpRequest, company_id: int, slug: str) -> HttpResponseBase:
    company = get_object_or_404(Company, pk=company_id)
    if slug != company.slug:
        return redirect("company-history", company.pk, company.slug, permanent=True)
    return _history(request, company)


@require_safe
def revision(request: HttpRequest, revision_id: int) -> HttpResponseBase:
    """What one revision did; drafts are left out, and with nothing else to tell it is not found."""
    changes = Change.objects.public()
    revisions = Revision.objects.with_people().telling(changes)
    revision = get_object_or_404(revisions, pk=revision_id)
    heading = _("Revision %(number)s") % {"number": revision.pk}
    (told,) = tell([revision], changes, MOST_ROWS_ALONE, names_drafts=False)
    return TemplateResponse(
        request,
        "pages/revision.html",
        {
            "meta": page_meta(request, heading, is_indexed=False),
            "heading": heading,
            "record": _record_of(changes.filter(revision=revision)),
            "told": told,
        },
    )


def _record_of(changes: Any) -> Title | Person | Company | None:
    """Whose page the first of these changes is told on; none when that page is gone."""
    first = changes.order_by("pk").first()
    if first is None:
        return None
    if first.title_id:
        return Title.objects.visible().filter(pk=first.title_id).first()
    if first.person_id:
        return Person.objects.filter(pk=first.person_id).first()
    return Company.objects.filter(pk=first.company_id).first()


def _history(request: HttpRequest, record: Any) -> TemplateResponse:
    changes = Change.objects.about(record).public()
    revisions = Revision.objects.with_people().telling(changes)
    page = keyset_page(revisions, LATEST, request.GET, PAGE_LENGTH)
    heading = _("History of %(record)s") % {"record": record}
    return TemplateResponse(
        request,
        "pages/history.html",
        {
            "meta": page_meta(request, heading, is_indexed=False),
            "record": record,
            "heading": heading,
            "entries": tell(page.rows, changes, names_drafts=False),
            "page": page,
        },
    )
