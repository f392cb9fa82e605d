from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import NotificationChoicesForm, PrivacyForm, ProfileForm, UsernameForm
from accounts.http import MemberRequest
from accounts.suspension import reading_while_suspended


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reading_while_suspended
def profile(request: MemberRequest) -> HttpResponseBase:
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        return saved(request, "accounts:profile")
    return page(request, "accounts/profile.html", form, _("Profile"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reading_while_suspended
def username(request: MemberRequest) -> HttpResponseBase:
    form = UsernameForm(request.POST or None, member=request.user)
    if form.is_valid():
        form.save()
        return saved(request, "accounts:username")
    return page(request, "accounts/settings.html", form, _("Change username"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def privacy(request: MemberRequest) -> HttpResponseBase:
    form = PrivacyForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        form.save()
        return saved(request, "accounts:privacy")
    return page(request, "accounts/privacy.html", form, _("Privacy"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notification_choices(request: MemberRequest) -> HttpResponseBase:
    form = NotificationChoicesForm(request.POST if request.method == "POST" else None, member=request.user)
    if form.is_valid():
        form.save()
        return saved(request, "accounts:notification-choices")
    return page(request, "accounts/notification_choices.html", form, _("Notifications"))


def saved(request: MemberRequest, name: str) -> HttpResponseRedirect:
    messages.success(request, _("Saved."))
    return redirect(name)


def page(request: MemberRequest, template: str, form: BaseForm, heading: str) -> TemplateResponse:
    """The form again, with what was typed and what is wrong with it."""
    request.user.refresh_from_db()  # the masthead names the member as they are, not as they typed
    return TemplateResponse(
        request, template, {"form": form, "heading": heading}, status=422 if form.is_bound else 200
    )
