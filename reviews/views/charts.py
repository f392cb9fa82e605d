from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from films.models import Genre, Title
from films.page_meta import page_meta
from reviews.charts import CHART_LENGTH, CHARTS, ChartForm
from reviews.marks import mark_titles
from reviews.models import CommunityRules

PAGE_LENGTH = 50


@require_safe
def chart(request: HttpRequest, name: str) -> TemplateResponse:
    chart = CHARTS[name]
    minimum_votes = CommunityRules.current().rating_minimum
    form = ChartForm(request.GET, Genre.objects.order_by("name"))
    titles = form.narrow(chart.order(Title.objects.visible(), minimum_votes))
    ids = list(titles.values_list("pk", flat=True)[:CHART_LENGTH])
    try:
        page = Paginator(ids, PAGE_LENGTH).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    shown = Title.objects.select_related("poster", "aggregate_rating").in_bulk(page.object_list)
    page.object_list = [shown[pk] for pk in page.object_list if pk in shown]
    mark_titles(request.user, page.object_list)
    return TemplateResponse(
        request,
        "reviews/chart.html",
        {
            "meta": page_meta(
                request,
                str(chart.heading),
                str(chart.lead),
                path=form.path_of(request.path, page.number),
            ),
            "name": name,
            "chart": chart,
            "minimum_votes": minimum_votes,
            "form": form,
            "page": page,
        },
        status=200 if form.is_valid() else 400,
    )
