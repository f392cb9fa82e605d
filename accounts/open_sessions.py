"""The sessions a member has open: a new key for one, an end for all."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from accounts.models import User


def renew_after_reauthentication(
    sender: object, request: HttpRequest, reauthenticated: bool = False, **details: Any
) -> None:
    """Heard when a way in was proven. At a log-in Django makes a new key itself; here it is we who do."""
    if reauthenticated:
        renew(request)


def renew(request: HttpRequest) -> None:
    """The same session under a new key: who had the old one has nothing."""
    former = request.session.session_key
    with transaction.atomic():
        request.session.cycle_key()
        UserSession.objects.filter(session_key=former).update(session_key=request.session.session_key)


@transaction.atomic
def end_sessions(member: User) -> None:
    """Log the member out everywhere."""
    sessions = UserSession.objects.filter(user=member)
    Session.objects.filter(pk__in=sessions.values("session_key")).delete()
    sessions.delete()


def begin_anew(request: HttpRequest, member: User) -> None:
    """Called by staff when the member may do more or less than before, to whomever it is open now."""
    if member.pk == request.user.pk:
        renew(request)
    else:
        end_sessions(member)
