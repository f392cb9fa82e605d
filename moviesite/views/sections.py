"""A title's sub-pages: one view for all sections, and one page with everything."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from films.models import Title
from films.section_page import lists_on, page_of
from films.sections import Section
from films.title_meta import title_part_meta
from moviesite.sections import first_pages, section_add_links, section_counts, section_links, section_url
from reviews.marks import mark_interest


@require_safe
def section(request: HttpRequest, title_id: int, slug: str, section: Section) -> HttpResponseBase:
    titles = Title.objects.readable_by(request.user).select_related("poster", "aggregate_rating")
    title = get_object_or_404(titles, pk=title_id)
    if slug != title.slug:
        return redirect(section_url(title, section), permanent=True)
    counts = section_counts(title)
    page = page_of(section, counts, request.GET.get("page"))
    lists = lists_on(page, section, title)
    mark_interest(request.user, lists.get("trivia", []), "trivia")
    mark_interest(request.user, [row for group in lists.get("goofs", []) for row in group.rows], "goof")
    return TemplateResponse(
        request,
        "pages/section.html",
        {
            "meta": title_part_meta(request, title, str(section.heading), query=_query(page.number)),
            "title": title,
            "section": section,
            "count": section.count(counts),
            "page": page,
            "lists": lists,
            "links": section_links(title, counts, getattr(title, "aggregate_rating", None)),
            "add_links": section_add_links(title, section),
        },
    )


@require_safe
def reference(request: HttpRequest, title_id: int, slug: str) -> HttpResponseBase:
    titles = Title.objects.readable_by(request.user).select_related("poster", "aggregate_rating")
    title = get_object_or_404(titles, pk=title_id)
    if slug != title.slug:
        return redirect("title-reference", title.pk, title.slug, permanent=True)
    counts = section_counts(title)
    return TemplateResponse(
        request,
        "pages/reference.html",
        {
            "meta": title_part_meta(request, title, _("Everything on one page")),
            "title": title,
            "links": section_links(title, counts, getattr(title, "aggregate_rating", None)),
            "sections": first_pages(title, counts),
        },
    )


def _query(page_number: int) -> str:
    return f"page={page_number}" if page_number > 1 else ""
