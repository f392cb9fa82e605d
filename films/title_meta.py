"""What the pages about one title share in their meta."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from films.addresses import full_url
from films.models import Title
from films.page_meta import PageMeta, page_meta
from films.previews import PREVIEW_SIZE
from films.structured_data import breadcrumbs, schema_type


def preview_of(title: Title) -> str:
    """The full address of the picture drawn of the title for those who share it."""
    return full_url(reverse("films:title-preview", args=[title.pk]))


def short_title_thing(title: Title) -> dict[str, Any]:
    """A title on a page about something else of it: what it is called, where its page is, its picture."""
    return {
        "@type": schema_type(title),
        "url": full_url(title.get_absolute_url()),
        "name": title.primary_title,
        "image": preview_of(title),
    }


def title_part_meta(
    request: HttpRequest,
    title: Title,
    heading: str,
    description: str = "",
    *,
    query: str = "",
    is_indexed: bool = True,
    structured_data: Iterable[dict[str, Any]] = (),
) -> PageMeta:
    """A sub-page of a title; `query` is what of its address's query belongs to it, as "page=2"."""
    home = {"label": _("Home"), "url": reverse("home")}
    of_title = {"label": title.primary_title, "url": title.get_absolute_url()}
    return page_meta(
        request,
        f"{heading} · {title}",
        description or _("%(heading)s of %(title)s.") % {"heading": heading, "title": title},
        path=f"{request.path}?{query}" if query else request.path,
        image=preview_of(title),
        image_size=PREVIEW_SIZE,
        is_indexed=is_indexed,
        structured_data=[breadcrumbs([home, of_title], heading), *structured_data],
    )
