"""A member's saved searches: listed, named, told of in the digest or not, deleted. They run at their own address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import MemberRequest
from films.page_meta import page_meta
from reviews.following_forms import SavedSearchForm
from reviews.models import SavedSearch
from reviews.searches import save_search


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponseBase:
    searches = SavedSearch.objects.of_member(request.user).by_name()
    meta = page_meta(request, _("Saved searches"))
    return TemplateResponse(request, "reviews/searches.html", {"meta": meta, "searches": searches})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: MemberRequest) -> HttpResponseBase:
    search = SavedSearch(member=request.user)
    initial = {"criteria": request.GET.get("criteria", "")}
    form = SavedSearchForm(
        request.POST if request.method == "POST" else None, instance=search, initial=initial
    )
    if form.is_valid():
        try:
            save_search(search)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The search is saved."))
            return redirect("reviews:searches")
    return TemplateResponse(
        request, "reviews/search_form.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
@login_required
def digest(request: MemberRequest, search_id: int) -> HttpResponseBase:
    """Its new titles in the digest, or no longer."""
    search = _own(request, search_id)
    search.is_in_digest = "remove" not in request.POST
    search.save(update_fields=["is_in_digest"])
    return redirect("reviews:searches")


@require_POST
@login_required
def deletion(request: MemberRequest, search_id: int) -> HttpResponseBase:
    _own(request, search_id).delete()
    messages.success(request, _("The search is deleted."))
    return redirect("reviews:searches")


def _own(request: MemberRequest, search_id: int) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.of_member(request.user), pk=search_id)
