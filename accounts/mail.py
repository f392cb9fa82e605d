"""E-mails go out in the background, so that a mail server that is slow or gone keeps nobody waiting."""

from collections.abc import Sequence
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django_tasks import task

from accounts.models import OutgoingEmail


class QueuedEmailBackend(BaseEmailBackend):
    """Django's EMAIL_BACKEND: writes each e-mail down and has the worker send it.

    It is written in the caller's transaction: what is rolled back sends nothing.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for message in email_messages:
                outgoing = OutgoingEmail.objects.create(
                    recipients=", ".join(message.recipients()),
                    subject=str(message.subject),
                    content=_content_of(message),
                )
                deliver.enqueue(outgoing.pk)
        return len(email_messages)


def send_letter(address: str, subject: str, template: str, context: dict[str, Any]) -> None:
    """An e-mail that no switch turns off, as plain text and simple HTML; none without an address."""
    if not address:
        return
    body = render_to_string(template, {**context, "site_name": settings.SITE_NAME})
    letter = EmailMultiAlternatives(f"[{settings.SITE_NAME}] {subject}", body, to=[address])
    html = render_to_string("emails/message.html", {"text": body, "site_name": settings.SITE_NAME})
    letter.attach_alternative(html, "text/html")
    letter.send()


@task()
def deliver(outgoing_id: int) -> None:
    """Hand one e-mail to the mail server. A failure is raised: the worker tries again later."""
    outgoing = OutgoingEmail.objects.filter(pk=outgoing_id).first()
    if outgoing is None:  # sent already, by a worker that died before it could say so
        return
    connection = get_connection(settings.EMAIL_DELIVERY_BACKEND)
    connection.send_messages([_message_of(outgoing.content)])
    outgoing.delete()


def _content_of(message: EmailMessage) -> dict[str, Any]:
    if message.attachments:
        raise ValueError("E-mails with attachments are not kept; send a link instead.")
    # Set once, so that a mailbox which gets the e-mail twice can tell.
    message_id = make_msgid(domain=urlsplit(settings.SITE_URL).hostname)
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": message.from_email,
        "to": list(message.to),
        "cc": list(message.cc),
        "bcc": list(message.bcc),
        "reply_to": list(message.reply_to),
        "headers": {
            "Message-ID": message_id,
            **{name: str(value) for name, value in message.extra_headers.items()},
        },
        "alternatives": [list(alternative) for alternative in getattr(message, "alternatives", [])],
    }


def _message_of(content: dict[str, Any]) -> EmailMultiAlternatives:
    alternatives = content.pop("alternatives")
    message = EmailMultiAlternatives(**content)
    for body, mimetype in alternatives:
        message.attach_alternative(body, mimetype)
    return message
