"""Uploaded pictures, for a site without a bucket or a proxy that serves them."""

import mimetypes

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

# What films.image_files writes. Anything else that came to lie there is not handed out.
SERVED_TYPES = ("image/avif", "image/webp", "image/jpeg")


@require_safe
@cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)
def show(request: HttpRequest, path: str) -> HttpResponseBase:
    """The picture at this path under MEDIA_ROOT, to be kept: its name is never given to another."""
    if mimetypes.guess_type(path)[0] not in SERVED_TYPES:
        raise Http404
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except (OSError, ValueError) as error:  # a name too long, a NUL
        raise Http404 from error
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
