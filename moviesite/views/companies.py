"""A company's page, and all titles it had one role in."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from films import filmography
from films.models import Company, CompanyRole
from films.paging import keyset_page
from moviesite.browse_meta import company_meta, part_meta
from reviews.contributing import contributors_to
from reviews.marks import mark_watchlist

PAGE_LENGTH = 48


@require_safe
def company(request: HttpRequest, company_id: int, slug: str = "") -> HttpResponseBase:
    company = get_object_or_404(Company, pk=company_id)
    if slug != company.slug:
        return redirect(company, permanent=True)
    rows = filmography.company_credits_of(company).select_related("title__aggregate_rating")
    roles = filmography.roles_of(rows)
    mark_watchlist(request.user, *([credit.title for credit in role.rows] for role in roles))
    external_ids = list(filmography.external_ids_of(company))
    return TemplateResponse(
        request,
        "pages/company.html",
        {
            "meta": company_meta(request, company, external_ids),
            "company": company,
            "contributors": contributors_to(company),
            "roles": roles,
            "external_ids": external_ids,
        },
    )


@require_safe
def role(request: HttpRequest, company_id: int, slug: str, role: str) -> HttpResponseBase:
    company = get_object_or_404(Company, pk=company_id)
    if role not in CompanyRole.values:
        raise Http404
    if slug != company.slug:
        return redirect("company-role", company.pk, company.slug, role, permanent=True)
    rows = filmography.company_credits_as(company, CompanyRole(role))
    titled = rows.select_related("title__aggregate_rating")
    page = keyset_page(titled, filmography.LATEST, request.GET, PAGE_LENGTH)
    mark_watchlist(request.user, [credit.title for credit in page.rows])
    return TemplateResponse(
        request,
        "pages/role.html",
        {
            "meta": part_meta(request, company, str(filmography.service(CompanyRole(role)))),
            "company": company,
            "heading": filmography.service(CompanyRole(role)),
            "page": page,
        },
    )
