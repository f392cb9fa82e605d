"""Lists of titles that members make: of a member, one of them, and making and changing one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import MemberRequest
from accounts.models import User
from films.models import Title
from films.page_meta import page_meta
from films.paging import Sort, keyset_page
from reviews.keeping import move_on_list, note_on_list, put_on_list, take_off_list
from reviews.keeping_forms import ListEntryForm, MoveForm, TitleListForm
from reviews.marks import mark_titles
from reviews.models import ListEntry, ListVisibility, TitleList
from reviews.permissions import require_can_write
from reviews.views.finding import with_title, writers_only

PAGE_LENGTH, ENTRIES_LENGTH = 50, 100
LATEST_FIRST = Sort("latest", gettext_lazy("Latest first"), ("updated_at", "id"))
IN_ORDER = Sort("order", gettext_lazy("In order"), ("position", "id"), is_falling=False)


@require_safe
def of_member(request: HttpRequest, username: str) -> HttpResponseBase:
    """One's own lists; of another member the public ones."""
    member = get_object_or_404(User.objects.shown_to(request.user), username=username)
    is_own = member == request.user
    lists = TitleList.objects.of_member(member).counted()
    heading = _("Lists by %(member)s") % {"member": member.name}
    return TemplateResponse(
        request,
        "reviews/lists.html",
        {
            "meta": page_meta(request, heading),
            "heading": heading,
            "member": member,
            "is_own": is_own,
            "page": keyset_page(lists if is_own else lists.public(), LATEST_FIRST, request.GET, PAGE_LENGTH),
        },
    )


@require_safe
def one(request: HttpRequest, key: str) -> HttpResponseBase:
    title_list = get_object_or_404(
        TitleList.objects.readable_by(request.user).select_related("member"), key=key
    )
    page = keyset_page(title_list.entries.with_title(), IN_ORDER, request.GET, ENTRIES_LENGTH)
    mark_titles(request.user, [entry.title for entry in page.rows])
    return TemplateResponse(
        request,
        "reviews/list.html",
        {
            "meta": page_meta(
                request,
                title_list.name,
                title_list.description,
                is_indexed=title_list.visibility == ListVisibility.PUBLIC,
            ),
            "list": title_list,
            "is_own": title_list.member == request.user,
            "off_the_site": title_list.entries.off_the_site().count()
            if title_list.member == request.user
            else 0,
            "page": page,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
def new(request: MemberRequest) -> HttpResponseBase:
    return _edited(request, TitleList(member=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
def edit(request: MemberRequest, key: str) -> HttpResponseBase:
    return _edited(request, _own(request, key))


def _edited(request: MemberRequest, title_list: TitleList) -> HttpResponseBase:
    form = TitleListForm(request.POST if request.method == "POST" else None, instance=title_list)
    if form.is_valid():
        require_can_write(request.user)
        return redirect(form.save())
    context = {"form": form, "list": title_list, "is_new": title_list.pk is None}
    return TemplateResponse(request, "reviews/list_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
def deletion(request: MemberRequest, key: str) -> HttpResponseBase:
    title_list = _own(request, key)
    if request.method != "POST":
        return TemplateResponse(request, "reviews/list_deletion.html", {"list": title_list})
    title_list.delete()
    messages.success(request, _("The list is deleted."))
    return redirect("reviews:lists", request.user.username)


@require_http_methods(["GET", "HEAD", "POST"])
@with_title
@login_required
@writers_only
def with_this_title(request: MemberRequest, title: Title) -> HttpResponseBase:
    """Put a title on one of the member's lists."""
    if request.method == "POST":
        title_list = _own(request, request.POST.get("list", ""))
        put_on_list(title_list, title)
        return redirect(title_list)
    lists = TitleList.objects.of_member(request.user).order_by("-updated_at", "-id")
    return TemplateResponse(request, "reviews/list_choice.html", {"title": title, "lists": lists})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
def entry(request: MemberRequest, key: str, entry_id: int) -> HttpResponseBase:
    """The note beside a title of one's own list."""
    entry = _own_entry(request, key, entry_id)
    form = ListEntryForm(request.POST if request.method == "POST" else None, instance=entry)
    if form.is_valid():
        note_on_list(entry, form.cleaned_data["note"])
        return redirect(entry.title_list)
    context = {"form": form, "list": entry.title_list, "entry": entry}
    return TemplateResponse(request, "reviews/list_entry.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
@writers_only
def place(request: MemberRequest, key: str, entry_id: int) -> HttpResponseBase:
    entry = _own_entry(request, key, entry_id)
    form = MoveForm(request.POST)
    if form.is_valid():
        move_on_list(entry, form.cleaned_data["position"])
    return redirect(f"{entry.title_list.get_absolute_url()}#entry-{entry.pk}")


@require_POST
@login_required
@writers_only
def removal(request: MemberRequest, key: str, entry_id: int) -> HttpResponseBase:
    entry = _own_entry(request, key, entry_id)
    take_off_list(entry)
    return redirect(entry.title_list)


def _own(request: MemberRequest, key: str) -> TitleList:
    if not key.isalnum():  # typed, not from our page
        raise Http404
    return get_object_or_404(TitleList.objects.of_member(request.user), key=key)


def _own_entry(request: MemberRequest, key: str, entry_id: int) -> ListEntry:
    title_list = _own(request, key)
    return get_object_or_404(title_list.entries.with_title(), pk=entry_id)
