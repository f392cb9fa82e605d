"""Taking one's data: asking for it with one click, and fetching it when the worker has made it."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import MemberRequest
from accounts.private_files import private_storage
from limits.decorators import limited
from reviews.exporting import ask_for_export
from reviews.models import DataExport
from reviews.models.data_export import KEPT_DAYS


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("export")
def index(request: MemberRequest) -> HttpResponseBase:
    """What there is to fetch; a POST has an archive made."""
    if request.method == "POST":
        ask_for_export(request.user)
        return redirect("reviews:exports")
    own = DataExport.objects.of_member(request.user)
    context = {
        "is_being_made": own.being_made().exists(),
        "exports": own.ready().newest_first(),
        "days": KEPT_DAYS,
    }
    return TemplateResponse(request, "reviews/exports.html", context)


@require_safe
@login_required
@never_cache
def one(request: MemberRequest, export_id: int) -> HttpResponseBase:
    """The zip itself, for its owner."""
    export = get_object_or_404(DataExport.objects.of_member(request.user).ready(), pk=export_id)
    try:
        file = private_storage().open(export.path)
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{slugify(settings.SITE_NAME)}-{request.user.username}-{export.asked_at:%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
