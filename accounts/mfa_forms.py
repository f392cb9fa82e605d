"""The forms that take a code of an authenticator app: each code once, whichever server process it reaches."""

import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.utils.crypto import salted_hmac

from limits.models import Spending

VALID_SECONDS = 120
"""Longer than a code is good for, whatever the tolerance."""


class OnceAuthenticateForm(AuthenticateForm):
    def clean_code(self) -> str:
        code = super().clean_code()
        take_code(self.authenticator, code)
        return code


class OnceReauthenticateForm(ReauthenticateForm):
    def clean_code(self) -> str:
        code = super().clean_code()
        take_code(self.authenticator, code)
        return code


def take_code(authenticator: Authenticator, code: str) -> None:
    """ValidationError for a code used before. django-allauth asks its cache alone, which is a process's own."""
    if authenticator.type != Authenticator.Type.TOTP:
        return
    digest = salted_hmac("accounts.totp", f"{authenticator.pk} {code.strip()}").hexdigest()
    taken = Spending.objects.spend(f"totp {digest}", most=1, seconds=VALID_SECONDS, now=time.time())
    if taken is not None:
        raise get_adapter().validation_error("incorrect_code")
