"""Uploaded pictures, for a site without a bucket or a proxy that serves them."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.static import serve


@cache_control(public=True, max_age=7 * 24 * 3600)
def show(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file at this path under MEDIA_ROOT; never a list of files, never run as a page."""
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except (OSError, ValueError) as error:  # a name too long, a NUL
        raise Http404 from error
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
