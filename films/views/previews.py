from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from films.models import Title
from films.previews import title_preview

A_DAY = 24 * 3600


@require_safe
@cache_control(public=True, max_age=A_DAY)
def title(request: HttpRequest, title_id: int) -> HttpResponseBase:
    """The picture of a title for link previews, drawn once for each state of its lettering and poster."""
    title = get_object_or_404(Title.objects.visible(), pk=title_id)
    state = repr((title.pk, title.primary_title, title.year, title.poster_id, settings.SITE_NAME))
    key = blake2b(state.encode(errors="replace"), digest_size=16).hexdigest()
    etag = f'"{key}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    picture = cache.get_or_set(f"preview:{key}", lambda: title_preview(title), A_DAY)
    return HttpResponse(picture, content_type="image/jpeg", headers={"ETag": etag})
