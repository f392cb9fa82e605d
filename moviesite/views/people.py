"""A person's page, and all they did in one department."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from films import filmography
from films.models import CreditCategory, Person
from films.paging import keyset_page
from moviesite.browse_meta import part_meta, person_meta
from reviews.contributing import contributors_to
from reviews.marks import is_followed_by, mark_titles


@require_safe
def person(request: HttpRequest, person_id: int, slug: str = "") -> HttpResponseBase:
    person = get_object_or_404(Person.objects.select_related("photo"), pk=person_id)
    if slug != person.slug:
        return redirect(person, permanent=True)
    known_for = list(filmography.known_for(person).select_related("poster", "aggregate_rating"))
    departments = filmography.departments_of(person)
    mark_titles(request.user, [*known_for, *(row.title for each in departments for row in each.rows)])
    external_ids = list(filmography.external_ids_of(person))
    return TemplateResponse(
        request,
        "pages/person.html",
        {
            "meta": person_meta(request, person, known_for, external_ids),
            "person": person,
            "age": person.age_on(timezone.localdate()),
            "known_for": known_for,
            "departments": departments,
            "awards": filmography.awards_of(person),
            "contributors": contributors_to(person),
            "other_names": filmography.other_names(person),
            "external_ids": external_ids,
            "is_followed": is_followed_by(request.user, person),
        },
    )


@require_safe
def department(request: HttpRequest, person_id: int, slug: str, category: str) -> HttpResponseBase:
    person = get_object_or_404(Person.objects.select_related("photo"), pk=person_id)
    kind = CreditCategory(category.replace("-", "_"))
    if slug != person.slug:
        return redirect("person-department", person.pk, person.slug, category, permanent=True)
    rows = filmography.credits_in(person, kind)
    page = keyset_page(rows, filmography.LATEST, request.GET, filmography.ALL_LENGTH)
    mark_titles(request.user, [row.title for row in page.rows])
    return TemplateResponse(
        request,
        "pages/department.html",
        {
            "meta": part_meta(request, person, str(filmography.trade(kind))),
            "person": person,
            "heading": filmography.trade(kind),
            "parts": filmography.parts(page.rows),
            "page": page,
        },
    )
