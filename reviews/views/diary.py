"""The viewings diary: its page, and noting, changing and deleting a viewing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import MemberRequest
from films.models import Title
from films.page_meta import page_meta
from films.paging import Sort, keyset_page
from reviews.keeping import note_viewing
from reviews.keeping_forms import ViewingForm
from reviews.models import Viewing
from reviews.permissions import require_can_write
from reviews.views.finding import member_showing, with_title, writers_only

PAGE_LENGTH = 50
LATEST_FIRST = Sort("latest", gettext_lazy("Latest first"), ("date", "id"))


@require_safe
def of_member(request: HttpRequest, username: str) -> HttpResponseBase:
    """404 for everybody else while it is private, for crawlers too; a public one asks them to pass it by."""
    member = get_object_or_404(member_showing("diary", request.user), username=username)
    kept = Viewing.objects.of_member(member)
    heading = _("Diary of %(member)s") % {"member": member.name}
    return TemplateResponse(
        request,
        "reviews/diary.html",
        {
            "meta": page_meta(request, heading, is_indexed=not member.has_public_diary),
            "heading": heading,
            "member": member,
            "is_own": member == request.user,
            "off_the_site": kept.off_the_site().values("title").distinct().count()
            if member == request.user
            else 0,
            "page": keyset_page(kept.with_title(), LATEST_FIRST, request.GET, PAGE_LENGTH),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_title
@login_required
@writers_only
def of_title(request: MemberRequest, title: Title) -> HttpResponseBase:
    """The member's own viewings of a title, and the form for one more."""
    viewings = Viewing.objects.of_member(request.user).for_title(title).latest_first()
    initial = {"date": timezone.localdate().isoformat(), "is_rewatch": viewings.exists()}
    form = ViewingForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        note_viewing(request.user, title, **form.cleaned_data)
        messages.success(request, _("Noted in your diary."))
        return redirect("reviews:diary", request.user.username)
    context = {"title": title, "form": form, "viewings": viewings}
    return TemplateResponse(request, "reviews/viewings.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
def viewing(request: MemberRequest, viewing_id: int) -> HttpResponseBase:
    viewing = _own(request, viewing_id)
    form = ViewingForm(request.POST if request.method == "POST" else None, instance=viewing)
    if form.is_valid():
        require_can_write(request.user)
        form.save()
        messages.success(request, _("Saved."))
        return redirect("reviews:diary", request.user.username)
    context = {"title": viewing.title, "form": form, "viewing": viewing}
    return TemplateResponse(request, "reviews/viewing.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
@writers_only
def deletion(request: MemberRequest, viewing_id: int) -> HttpResponseBase:
    _own(request, viewing_id).delete()
    messages.success(request, _("Deleted from your diary."))
    return redirect("reviews:diary", request.user.username)


def _own(request: MemberRequest, viewing_id: int) -> Viewing:
    return get_object_or_404(Viewing.objects.of_member(request.user).with_title(), pk=viewing_id)
