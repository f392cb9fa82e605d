"""django-allauth's forms with the words of this site: what they ask and how they check it is allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("Username or e-mail address"),
    "username": _("Username"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "password1": _("Password"),
    "password2": _("Password again"),
    "oldpassword": _("Your password now"),
    "remember": _("Keep me signed in"),
    "code": _("Code"),
    "name": _("Name of the key"),
    "passwordless": _("Sign in with this key alone"),
}
HELP = {
    "username": _("3 to 30 letters, figures and . _ - signs. Others see it; you can change it later."),
    "passwordless": _("No username and no password then; the key asks for a PIN, your finger or your face."),
}


class InOurWords:
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)  # the label says it already, and stays


class LoginForm(InOurWords, account.LoginForm): ...


class SignupForm(InOurWords, account.SignupForm):
    def try_save(self, request: HttpRequest) -> tuple[Any, Any]:
        """Takes as long for an address that is a member's already: time would tell a stranger whose it is."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class AddEmailForm(InOurWords, account.AddEmailForm): ...


class ChangePasswordForm(InOurWords, account.ChangePasswordForm): ...


class SetPasswordForm(InOurWords, account.SetPasswordForm): ...


class ResetPasswordForm(InOurWords, account.ResetPasswordForm): ...


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm): ...


class RequestLoginCodeForm(InOurWords, account.RequestLoginCodeForm): ...


class ConfirmLoginCodeForm(InOurWords, account.ConfirmLoginCodeForm): ...


class ReauthenticateForm(InOurWords, account.ReauthenticateForm): ...


class SocialSignupForm(InOurWords, social.SignupForm): ...


class ActivateTOTPForm(InOurWords, totp.ActivateTOTPForm): ...


class AddWebAuthnForm(InOurWords, webauthn.AddWebAuthnForm): ...


class EditWebAuthnForm(InOurWords, webauthn.EditWebAuthnForm): ...
