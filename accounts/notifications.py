"""Telling a member something: on the site, by e-mail, or not at all, as they chose for its kind."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, NotificationChoice, NotificationKind, User

SALT = "accounts.unsubscribe"


def notify(member: User, kind: NotificationKind, text: str, *, url: str = "", key: str = "") -> None:
    """Tell the member one thing, in a sentence of at most 300 characters.

    url is a path of this site where there is more to see. With a key, the member is told once, however
    often this is called: a task that runs twice gives the thing's own id.
    """
    text = " ".join(text.split())[:300]
    choice = NotificationChoice.objects.filter(member=member, kind=kind).first() or NotificationChoice()
    with transaction.atomic():
        # Of what is not wanted on the site a row is kept, as read, so that the key holds.
        read_at = None if choice.is_on_site else timezone.now()
        content = {"text": text, "url": url, "read_at": read_at}
        _, is_new = _keep(member, kind, key, content)
        if choice.is_by_email and is_new:
            _send(member, kind, text, url)


def _keep(
    member: User, kind: NotificationKind, key: str, content: dict[str, Any]
) -> tuple[Notification, bool]:
    if key:
        return Notification.objects.get_or_create(member=member, kind=kind, key=key, defaults=content)
    return Notification.objects.create(member=member, kind=kind, **content), True


def _send(member: User, kind: NotificationKind, text: str, url: str) -> None:
    content = {"text": text, "url": settings.SITE_URL + url if url else ""}
    send_of_kind(member, kind, text[:100], "emails/notification.txt", content)


def send_of_kind(
    member: User, kind: NotificationKind, subject: str, template: str, content: dict[str, Any]
) -> None:
    """E-mail a member what this kind is about, with its one-click unsubscribe; nothing to who cannot get any."""
    address = member.verified_email()
    if not address or not member.is_active or member.is_demo:
        return
    unsubscribe_url = settings.SITE_URL + reverse(
        "accounts:unsubscribe", args=[unsubscribe_token(member, kind)]
    )
    context = {
        **content,
        "member": member,
        "kind": kind.label,
        "unsubscribe_url": unsubscribe_url,
        "choices_url": settings.SITE_URL + reverse("accounts:notification-choices"),
        "site_name": settings.SITE_NAME,
    }
    body = render_to_string(template, context)
    letter = EmailMultiAlternatives(
        f"[{settings.SITE_NAME}] {subject}",
        body,
        to=[address],
        # RFC 8058: the mail program's own button unsubscribes with one POST, without asking or logging in.
        headers={
            "List-Unsubscribe": f"<{unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    html = render_to_string("emails/message.html", {"text": body, "site_name": settings.SITE_NAME})
    letter.attach_alternative(html, "text/html")
    letter.send()


def unsubscribe_token(member: User, kind: NotificationKind) -> str:
    """What the link in an e-mail carries: whose it is and of what kind, signed. It does not expire."""
    return signing.dumps([member.pk, kind.value], salt=SALT)


def read_unsubscribe_token(token: str) -> tuple[User, NotificationKind] | None:
    """Whose choice and of what kind the link is, or None if it was not we who wrote it."""
    try:
        member_id, kind = signing.loads(token, salt=SALT)
        return User.objects.get(pk=member_id), NotificationKind(kind)
    except (signing.BadSignature, User.DoesNotExist, ValueError):
        return None


def unsubscribe(member: User, kind: NotificationKind) -> None:
    """No more e-mails of this kind."""
    NotificationChoice.objects.update_or_create(member=member, kind=kind, defaults={"is_by_email": False})
