from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.template.response import TemplateResponse

from limits.spending import Refused, spend

View = Callable[..., HttpResponseBase]
LONG = 120


def limited(action: str) -> Callable[[View], View]:
    """Let a deed be done as often as settings.RATE_LIMITS says of `action`.

    Only a POST that succeeds is counted, in one transaction with what it does. What was typed comes back with the
    refusal, ready to be sent again.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return _counted_post(request, action, view, *args, **kwargs)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def limited_reading(action: str) -> Callable[[View], View]:
    """The same for a page that costs the site work to make: each GET counts. When counting fails, reading goes on."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                spend(request, action)
            except Refused as refusal:
                return refused(request, refusal)
            except OperationalError:
                pass
            return view(request, *args, **kwargs)

        return counted

    return decorate


def _counted_post(
    request: HttpRequest, action: str, view: View, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    try:
        with transaction.atomic():
            spend(request, action)
            response = view(request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
    except Refused as refusal:
        return refused(request, refusal)
    return response


def refused(request: HttpRequest, refusal: Refused) -> HttpResponseBase:
    """429 in the site's look, with everything that was typed, ready to be sent again."""
    fields = _typed(request.POST)
    return TemplateResponse(
        request,
        "limits/refused.html",
        {
            "message": refusal.message,
            "hidden": [(name, value) for name, value in fields if len(value) < LONG],
            "long": [(name, value) for name, value in fields if len(value) >= LONG],
            "query": request.GET.get("q", ""),
        },
        status=429,
        headers={"Retry-After": str(refusal.wait), "Cache-Control": "no-store"},
    )


def _typed(fields: QueryDict) -> list[tuple[str, str]]:
    kept = (name for name in fields if name != "csrfmiddlewaretoken")
    return [(name, str(value)) for name in kept for value in fields.getlist(name)]
