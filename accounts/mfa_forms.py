"""The forms that take a code of an authenticator app: each code once, whichever server process it reaches."""

import logging
import re
import time

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.utils.crypto import salted_hmac

from accounts.models import LoginTries, User
from accounts.models.login_tries import CODES, account_digest
from limits.models import Spending

logger = logging.getLogger(__name__)

VALID_SECONDS = 120
"""Longer than a code is good for, whatever the tolerance."""


class OnceMixin:
    """Tries are counted in the database, as those of passwords are: for all server processes, whatever restarts."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        tries = account_digest(self.user, CODES)
        if not LoginTries.objects.take(tries):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except InvalidToken:
            logger.exception(
                "The second factor of member %s is encrypted with no SECRET_KEY we know.", self.user.pk
            )
            raise get_adapter().validation_error("incorrect_code") from None
        take_code(self.authenticator, code)
        LoginTries.objects.give_back(tries)
        return code


class OnceAuthenticateForm(OnceMixin, AuthenticateForm):
    pass


class OnceReauthenticateForm(OnceMixin, ReauthenticateForm):
    pass


def take_code(authenticator: Authenticator, code: str) -> None:
    """ValidationError for a code used before. django-allauth asks its cache alone, which is a process's own."""
    if authenticator.type != Authenticator.Type.TOTP:
        return
    figures = re.sub(r"[\W_]", "", code)  # “123-456” is the same code, and as good
    digest = salted_hmac("accounts.totp", f"{authenticator.pk} {figures}").hexdigest()
    taken = Spending.objects.spend(f"totp {digest}", most=1, seconds=VALID_SECONDS, now=time.time())
    if taken is not None:
        raise get_adapter().validation_error("incorrect_code")
