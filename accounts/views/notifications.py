from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts import notifications
from accounts.http import MemberRequest

PAGE_LENGTH = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def index(request: MemberRequest) -> HttpResponseBase:
    """What the member was told, newest first; a POST marks all of it read."""
    told = request.user.notifications.all()
    if request.method == "POST":
        told.mark_read()
        return redirect("accounts:notifications")
    page = Paginator(told.newest_first(), PAGE_LENGTH).get_page(request.GET.get("page"))
    return TemplateResponse(request, "accounts/notifications.html", {"page": page})


@csrf_exempt  # a mail program posts here without a page of ours; the signature in the link is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponseBase:
    """One click in an e-mail: no log-in. Opening the link asks; posting to it unsubscribes (RFC 8058)."""
    found = notifications.read_unsubscribe_token(token)
    if found is None:
        raise Http404
    member, kind = found
    if request.method == "POST":
        notifications.unsubscribe(member, kind)
    return TemplateResponse(
        request, "accounts/unsubscribe.html", {"kind": kind, "is_done": request.method == "POST"}
    )
