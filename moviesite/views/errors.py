from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.views.defaults import permission_denied

from accounts.suspension import Suspended
from reviews.moderation import suspension_of


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """403: the ordinary page, or until when and why the member may not write."""
    if not isinstance(exception, Suspended) or not request.user.is_authenticated:
        return permission_denied(request, exception)
    context = {"until": request.user.suspended_until, "action": suspension_of(request.user)}
    return TemplateResponse(request, "reviews/suspended.html", context, status=403).render()
