"""Meta of the roof's own pages: what the catalogue knows of them, and what members say."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from films.addresses import full_url
from films.models import Title, TitleType
from films.page_meta import PageMeta, page_meta
from films.previews import PREVIEW_SIZE
from films.structured_data import title_thing, website_thing
from films.title_meta import preview_of
from films.title_page import TitlePage
from reviews.models import AggregateRating, Review
from reviews.structured_data import said_by_members

OPEN_GRAPH_TYPES = {
    TitleType.TV_SERIES: "video.tv_show",
    TitleType.TV_MINI_SERIES: "video.tv_show",
    TitleType.TV_EPISODE: "video.episode",
}
"""What is not here is a video.movie."""


def home_meta(request: HttpRequest) -> PageMeta:
    return page_meta(
        request,
        settings.SITE_NAME,
        _("%(site)s: a film database and its reviews, written by members.") % {"site": settings.SITE_NAME},
        structured_data=[website_thing(settings.SITE_NAME, reverse("films:search"))],
    )


def title_meta(
    request: HttpRequest, page: TitlePage, aggregate: AggregateRating, review: Review | None
) -> PageMeta:
    """A title's page; `review` is the one that stands on it."""
    title = page.title
    picture = full_url(title.poster.file.url) if title.poster else preview_of(title)
    thing = title_thing(page, picture)
    return page_meta(
        request,
        str(title),
        title_description(title, page),
        image=preview_of(title),
        image_size=PREVIEW_SIZE,
        type=OPEN_GRAPH_TYPES.get(TitleType(title.title_type), "video.movie"),
        structured_data=[thing | said_by_members(aggregate, [review] if review else [])],
    )


def title_description(title: Title, page: TitlePage) -> str:
    """The outline; without one, what the title is and who made it."""
    if title.plot_outline:
        return title.plot_outline
    directors = ", ".join(credit.name for credit in page.directors[:3])
    kind = str(title.get_title_type_display())
    if directors:
        return _("%(title)s: %(kind)s by %(directors)s.") % {
            "title": title,
            "kind": kind.lower(),
            "directors": directors,
        }
    return _("%(title)s: credits, facts, ratings and reviews.") % {"title": title}
