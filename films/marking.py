"""What the reader made of the titles on a page, said by whoever stands on the catalogue and knows the members."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


def mark(request: HttpRequest, titles: Sequence[Any]) -> None:
    """Give titles, or hits of a search, their `own_stars` by settings.TITLE_MARKS; without it nothing happens."""
    if settings.TITLE_MARKS:
        import_string(settings.TITLE_MARKS)(request.user, titles)
