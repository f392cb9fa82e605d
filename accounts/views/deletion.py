from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import DeletionForm
from accounts.http import MemberRequest
from accounts.leaving import plan_departure, stay


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
def deletion(request: MemberRequest) -> HttpResponseBase:
    """What deleting the account means, and the form that asks for it."""
    form = DeletionForm(request.POST if request.method == "POST" else None, member=request.user)
    if form.is_valid():
        plan_departure(request.user, leaves_reviews=form.cleaned_data["reviews"] == DeletionForm.KEEP)
        return redirect("accounts:deletion")
    context = {"form": form, "days": settings.ACCOUNT_DELETION_DAYS}
    return TemplateResponse(request, "accounts/deletion.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def withdrawal(request: MemberRequest) -> HttpResponseBase:
    """One click: no password, for staying harms nobody."""
    stay(request.user)
    messages.success(request, _("Good that you stay. Nothing is deleted."))
    return redirect("accounts:profile")
