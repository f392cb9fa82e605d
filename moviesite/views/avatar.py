from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.avatars import keep_avatar, remove_avatar
from accounts.http import MemberRequest
from accounts.suspension import reading_while_suspended
from films.image_field import PICTURE_ATTRIBUTES
from films.image_files import SafePicture, safe_picture

MAX_SIDE = 1024


class AvatarForm(forms.Form):
    """A picture that has been decoded and is safe to keep."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        widget=forms.ClearableFileInput(attrs=PICTURE_ATTRIBUTES),
        help_text=gettext_lazy(
            "It is cut square about its middle. Place and camera, if it tells them, are not kept."
        ),
    )

    def clean_picture(self) -> SafePicture:
        upload: UploadedFile = self.cleaned_data["picture"]
        return safe_picture(upload, MAX_SIDE)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reading_while_suspended
def avatar(request: MemberRequest) -> HttpResponseBase:
    """The member's picture: given, replaced, or taken away again."""
    if request.method == "POST" and "remove" in request.POST:
        remove_avatar(request.user)
        messages.success(request, _("Your picture is gone."))
        return redirect("accounts:profile")
    form = AvatarForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        keep_avatar(request.user, form.cleaned_data["picture"].image)
        messages.success(request, _("Your picture is saved."))
        return redirect("accounts:profile")
    return TemplateResponse(request, "pages/avatar.html", {"form": form}, status=422 if form.errors else 200)
