"""Bringing one's data: upload, preview, choices, the word to write it, and the way back. One's own imports alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import MemberRequest
from films.models import Title
from films.paging import Sort, keyset_page
from limits.decorators import limited
from reviews.import_forms import ChoicesForm, ConfirmationForm, UploadForm
from reviews.import_summary import Summary, summary_of
from reviews.importers.failures import failures_csv
from reviews.importing import begin, choose, confirm, discard, take_back
from reviews.models import DataImport, ImportKind, ImportStatus
from reviews.views.finding import writers_only

SHOWN, ROWS_LENGTH, CHOICES_LENGTH = 50, 100, 50
IN_ORDER = Sort("order", gettext_lazy("In order"), ("number",), is_falling=False)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
@limited("import")
def index(request: MemberRequest) -> HttpResponseBase:
    """How to get one's data, the form that takes it, and what was brought before."""
    is_post = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_post else UploadForm()
    if is_post and form.is_valid():
        upload = form.cleaned_data["file"]
        return redirect(begin(request.user, upload.name, upload.read(), form.cleaned_data["hint"]))
    imports = DataImport.objects.of_member(request.user).newest_first()[:SHOWN]
    return TemplateResponse(
        request,
        "reviews/imports/index.html",
        {"form": form, "imports": imports},
        status=422 if form.errors else 200,
    )


@require_safe
@login_required
def one(request: MemberRequest, import_id: int) -> HttpResponseBase:
    """Where an import stands: being read, to be confirmed, written, or taken back."""
    data_import = _own(request, import_id)
    return _page(request, data_import)


@require_POST
@login_required
@writers_only
def confirmation(request: MemberRequest, import_id: int) -> HttpResponseBase:
    """The word to write it; said twice, it is written once."""
    data_import = _own(request, import_id)
    form = _confirmation(data_import, summary_of(data_import), request)
    if not form.is_valid():
        return _page(request, data_import, form)
    confirm(
        data_import,
        replaces=form.cleaned_data.get("replaces") == "yes",
        keeps_drafts=form.cleaned_data.get("keeps_drafts", True),
        language=form.cleaned_data.get("language", ""),
        takes_profile=form.cleaned_data.get("takes_profile", False),
    )
    return redirect(data_import)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@writers_only
def choices(request: MemberRequest, import_id: int) -> HttpResponseBase:
    """Which title is meant, where it may be one of several; a page of them at a time."""
    data_import = _own(request, import_id)
    rows = data_import.rows.ambiguous_once(CHOICES_LENGTH)
    titles = Title.objects.visible().in_bulk({pk for row in rows for pk in row.candidates})
    form = ChoicesForm(request.POST if request.method == "POST" else None, rows=rows, titles=titles)
    if form.is_valid():
        choose(data_import, form.chosen)
        messages.success(request, _("Your choices are kept."))
        return redirect(data_import)
    context = {"import": data_import, "form": form, "is_open": data_import.status == ImportStatus.READY}
    return TemplateResponse(
        request, "reviews/imports/choices.html", context, status=422 if form.errors else 200
    )


@require_safe
@login_required
def rows(request: MemberRequest, import_id: int) -> HttpResponseBase:
    """The rows one by one: those found so, or that became so, or of one kind."""
    data_import = _own(request, import_id)
    kind = request.GET.get("kind", "")
    kind = kind if kind in ImportKind.values else ""
    fates = summary_of(data_import).became(kind)
    fate = request.GET.get("fate", "")
    fate = fate if fate in [value for value, _label, _count in fates] else ""
    keep = {"fate": fate, "kind": kind}
    return TemplateResponse(
        request,
        "reviews/imports/rows.html",
        {
            "import": data_import,
            "page": keyset_page(data_import.rows.narrowed(**keep), IN_ORDER, request.GET, ROWS_LENGTH, keep),
            "kind": kind,
            "kind_name": dict(ImportKind.choices).get(kind, ""),
            "fate": fate,
            "fates": fates,
        },
    )


@require_POST
@login_required
@writers_only
def undoing(request: MemberRequest, import_id: int) -> HttpResponseBase:
    data_import = _own(request, import_id)
    if not take_back(data_import):
        messages.error(request, _("It cannot be taken back any more."))
    return redirect(data_import)


@require_POST
@login_required
def deletion(request: MemberRequest, import_id: int) -> HttpResponseBase:
    """Forget an upload that has written nothing."""
    discard(_own(request, import_id))
    messages.success(request, _("The upload is forgotten."))
    return redirect("reviews:imports")


@require_safe
@login_required
def failures(request: MemberRequest, import_id: int) -> HttpResponseBase:
    """A CSV of what did not find its way in."""
    return failures_csv(_own(request, import_id))


def _own(request: MemberRequest, import_id: int) -> DataImport:
    return get_object_or_404(DataImport.objects.of_member(request.user), pk=import_id)


def _page(
    request: MemberRequest, data_import: DataImport, form: ConfirmationForm | None = None
) -> HttpResponseBase:
    summary = summary_of(data_import)
    context = {
        "import": data_import,
        "summary": summary,
        "form": form or _confirmation(data_import, summary),
    }
    return TemplateResponse(
        request, "reviews/imports/one.html", context, status=422 if form and form.errors else 200
    )


def _confirmation(
    data_import: DataImport, summary: Summary, request: HttpRequest | None = None
) -> ConfirmationForm:
    return ConfirmationForm(
        request.POST if request else None,
        initial={"language": (get_language() or "en").split("-")[0], "replaces": "", "keeps_drafts": True},
        has_reviews=summary.has_reviews,
        has_differences=data_import.rows.filter(is_different=True).exists(),
        has_profile=summary.has_profile,
    )
