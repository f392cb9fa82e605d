"""A code by e-mail, for a member who has neither password nor second factor to confirm a sensitive change with.

Such a member logs in through another site. django-allauth lets them change everything without being asked anew;
here nobody who sits down at an open browser gets past the member's mailbox.
"""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.internal.cryptokit import compare_user_code
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.http import MemberRequest
from accounts.mail import send_letter
from limits.models import Spending

KEPT_IN = "reauthentication_code"
TRIES = 3
CODES, CODES_WITHIN = 5, 3600
"""So many e-mails an hour, and so many tries at each: of twenty thousand million codes."""


def lacks_own_means(user: AbstractBaseUser | AnonymousUser) -> bool:
    """A member without anything of this site to prove who they are."""
    return user.is_authenticated and not get_reauthentication_flows(user)


def has_confirmed(request: HttpRequest) -> bool:
    """Whether they typed a code within the time that a confirmation holds."""
    records = get_authentication_records(request, request.user)
    confirmed = [record["at"] for record in records if record.get("reauthenticated")]
    return bool(confirmed) and time.time() - confirmed[-1] < app_settings.REAUTHENTICATION_TIMEOUT


def send_code(request: MemberRequest) -> bool:
    """E-mail the member a new code, which this session alone takes; False if there have been too many."""
    member, now = request.user, time.time()
    key = f"reauthentication code {member.pk}"
    if Spending.objects.spend(key, most=CODES, seconds=CODES_WITHIN, now=now) is not None:
        return False
    code = get_adapter().generate_login_code()
    request.session[KEPT_IN] = {"code": code, "member": member.pk, "sent_at": now, "wrong": 0}
    minutes = app_settings.LOGIN_BY_CODE_TIMEOUT // 60
    context = {"name": member.name, "code": code, "minutes": minutes}
    send_letter(
        member.verified_email(),
        gettext("A code to confirm it is you"),
        "emails/reauthentication_code.txt",
        context,
    )
    return True


def kept_code(request: HttpRequest) -> dict[str, Any] | None:
    """The code this session waits for, while it is good."""
    kept: dict[str, Any] | None = request.session.get(KEPT_IN)
    if kept is None or kept["member"] != request.user.pk or kept["wrong"] >= TRIES:
        return None
    return kept if time.time() - kept["sent_at"] < app_settings.LOGIN_BY_CODE_TIMEOUT else None


class ReauthenticationCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        kept = kept_code(self.request)
        if kept is None:
            raise forms.ValidationError(_("This code is no longer good. Have a new one sent."), code="over")
        if not compare_user_code(actual=typed, expected=kept["code"]):
            self.request.session[KEPT_IN] = {**kept, "wrong": kept["wrong"] + 1}
            raise forms.ValidationError(_("This is not the code in the e-mail."), code="wrong")
        del self.request.session[KEPT_IN]
        return typed
