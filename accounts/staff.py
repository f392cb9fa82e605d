"""The door of the admin: a staff account alone does not open it, a second factor is asked for too."""

from collections.abc import Callable

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def lacks_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """True for staff who must add an authenticator app or a passkey first: REQUIRE_STAFF_MFA."""
    return (
        settings.REQUIRE_STAFF_MFA
        and user.is_authenticated
        and getattr(user, "is_staff", False)
        and not get_adapter().is_mfa_enabled(user, types=SECOND_FACTORS)
    )


class StaffSecondFactorMiddleware:
    """Shows staff without a second factor how to add one, in place of every page of the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> HttpResponseBase | None:
        match = request.resolver_match
        if match and "admin" in match.app_names and lacks_second_factor(request.user):
            return TemplateResponse(request, "accounts/second_factor_needed.html", status=403)
        return None
