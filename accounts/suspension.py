"""What staff may take from a member for a while: saying anything that others see."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from accounts.http import MemberRequest


class Suspended(PermissionDenied):
    """Refused because staff suspended the member, which the page of the refusal says, until when and why."""


def reading_while_suspended(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Show the form to whom staff suspended, and refuse what it sends; below `login_required`."""

    @wraps(view)
    def allowed(request: MemberRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "POST" and request.user.is_suspended:
            raise Suspended
        return view(request, *args, **kwargs)

    return allowed
