from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse

from films.merging.relations import MODELS
from films.models import MergedRecord, RecordKind, Title


class TextGZipMiddleware(GZipMiddleware):
    """Django's compression, for text alone: a picture is compressed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if kind.startswith("text/") or kind.endswith(("json", "xml", "javascript")):
            return super().process_response(request, response)
        return response


class MergedRecordMiddleware:
    """Sends whoever asks for a record that was merged to the one it went into, on every page of it.

    What is sent to it (a rating) is sent again there, also when the merge came in between: the deed then
    failed as a whole. Nothing is looked up unless an address leads to nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND:
            return merged_address(request) or response
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        gone = isinstance(exception, IntegrityError | ObjectDoesNotExist)
        return merged_address(request) if gone else None


def merged_address(request: HttpRequest) -> HttpResponseBase | None:
    """The same page of the record that stays; None if nothing was merged."""
    match = request.resolver_match
    kinds = [kind for kind in MODELS if match and f"{kind}_id" in match.kwargs]
    if match is None or not kinds:
        return None
    key = f"{kinds[0]}_id"
    new_id = MergedRecord.objects.now(kinds[0], match.kwargs[key])
    records = Title.objects.visible() if kinds[0] == RecordKind.TITLE else MODELS[kinds[0]].objects
    record = records.filter(pk=new_id).first() if new_id else None
    if record is None:
        return None
    slug = {"slug": record.slug} if "slug" in match.kwargs else {}
    address = reverse(match.view_name, kwargs={**match.kwargs, key: new_id, **slug})
    if match.view_name == f"{kinds[0]}-by-id":
        address = record.get_absolute_url()
    query = request.META.get("QUERY_STRING", "")
    # Not kept for ever by browsers, so that undoing the merge reaches those who have been here.
    headers = {"Cache-Control": "max-age=3600"}
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address, headers=headers)
    if request.method not in ("GET", "HEAD"):
        response.status_code = HTTPStatus.PERMANENT_REDIRECT  # with all that was sent
    return response
