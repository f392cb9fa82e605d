"""Small files that browsers and crawlers ask for by name."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from films.addresses import full_url

DAY = 24 * 3600
PAPER = "#f7f2e8"
UNINDEXED = ("/accounts/login/*?", "/accounts/signup/*?", "/admin/", "/contribute/", "/search/")
"""What crawlers are asked to leave alone: doors with an address to go on to, and lists without end."""


@require_safe
@cache_control(public=True, max_age=DAY)
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in UNINDEXED)]
    lines += ["", f"Sitemap: {full_url(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=DAY)
def opensearch(request: HttpRequest) -> TemplateResponse:
    """Lets a browser search the site from its address bar."""
    return TemplateResponse(
        request,
        "opensearch.xml",
        {
            "search_url": full_url(reverse("films:search")),
            "icon_url": full_url(static("img/favicon.ico")),
            "self_url": full_url(reverse("opensearch")),
        },
        content_type="application/opensearchdescription+xml",
    )


@require_safe
@cache_control(public=True, max_age=DAY)
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone shows when the site is put on its home screen."""
    return JsonResponse(
        {
            "id": "/",
            "name": settings.SITE_NAME,
            "short_name": settings.SITE_NAME,
            "description": _("Films, and what people say about them"),
            "lang": get_language(),
            "dir": "rtl" if get_language_bidi() else "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "minimal-ui",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                {"src": static("img/icon.svg"), "type": "image/svg+xml", "sizes": "any"},
                _png_icon(192, "any"),
                _png_icon(512, "any"),
                _png_icon(512, "maskable"),
            ],
        },
        content_type="application/manifest+json",
    )


def _png_icon(side: int, purpose: str) -> dict[str, str]:
    name = f"img/icon-{purpose}-{side}.png" if purpose == "maskable" else f"img/icon-{side}.png"
    return {"src": static(name), "type": "image/png", "sizes": f"{side}x{side}", "purpose": purpose}


@require_safe
@cache_control(public=True, max_age=DAY)
def favicon(request: HttpRequest) -> HttpResponse:
    """For what asks for the icon at its oldest address."""
    return redirect(static("img/favicon.ico"))
