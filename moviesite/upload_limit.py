"""Refuses an upload that no form takes before it is received: its form then says so beside the field.

The handler looks at the length that the request announces, and stops reading at the first file; the middleware
puts in that file's place one that holds nothing and is as large, so that the form finds it too large as any other.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from films.image_files import MAX_BYTES
from reviews.importers.opening import MOST_BYTES

MOST_IN_ALL = max(MAX_BYTES, MOST_BYTES) + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
"""The largest file that a form takes, and what a form has besides."""


class UploadLimit(FileUploadHandler):
    """The first of FILE_UPLOAD_HANDLERS: lets everything pass to the others, but no more than MOST_IN_ALL."""

    announced = received = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803  Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.announced = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.announced > MOST_IN_ALL:
            self._refuse(self.announced)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > MOST_IN_ALL:
            self._refuse(self.received)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has it."""

    def _refuse(self, size: int) -> None:
        refused = UploadedFile(ContentFile(b""), self.file_name, self.content_type, size)
        self.request.refused_upload = (self.field_name, refused)  # type: ignore[union-attr]
        raise StopUpload(connection_reset=True)


class UploadLimitMiddleware:
    """After CsrfViewMiddleware, which reads the form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if int(request.META.get("CONTENT_LENGTH") or 0) <= MOST_IN_ALL:
            return
        files = request.FILES  # reads the form, if nobody has
        if refused := getattr(request, "refused_upload", None):
            files.appendlist(*refused)
