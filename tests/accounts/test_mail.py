"""E-mails wait in the database until the mail server has taken them."""

import json
import socket
import time
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from accounts.mail import deliver
from accounts.models import OutgoingEmail, User
from tests.accounts.test_joining import SIGN_UP

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queued(settings) -> None:
    settings.EMAIL_BACKEND = "accounts.mail.QueuedEmailBackend"


def make_letter(**fields: object) -> EmailMultiAlternatives:
    letter = EmailMultiAlternatives(
        "Hello", "As text", "site@example.org", ["ada@example.org"], bcc=["log@example.org"], **fields
    )
    letter.attach_alternative("<p>As HTML</p>", "text/html")
    return letter


def test_email_is_kept_then_sent_once() -> None:
    make_letter(headers={"X-Kind": "test"}).send()
    outgoing = OutgoingEmail.objects.get()
    assert (mail.outbox, outgoing.recipients) == ([], "ada@example.org, log@example.org")
    deliver.call(outgoing.pk)
    deliver.call(outgoing.pk)  # the worker died before it could say that it was done
    [sent] = mail.outbox
    assert (sent.subject, sent.body, sent.to, sent.bcc) == (
        "Hello",
        "As text",
        ["ada@example.org"],
        ["log@example.org"],
    )
    assert [tuple(alternative) for alternative in sent.alternatives] == [("<p>As HTML</p>", "text/html")]
    assert sent.extra_headers["X-Kind"] == "test"
    assert sent.extra_headers["Message-ID"].endswith("@127.0.0.1>")
    assert not OutgoingEmail.objects.exists()


def test_queue_itself_holds_no_secret() -> None:
    make_letter().send()
    outgoing = OutgoingEmail.objects.get()
    assert json.dumps(DBTaskResult.objects.get().args_kwargs) == json.dumps(
        {"args": [outgoing.pk], "kwargs": {}}
    )


def test_email_of_a_transaction_that_failed_is_not_sent() -> None:
    with transaction.atomic():
        send_mail("Hello", "", None, ["ada@example.org"])
        transaction.set_rollback(True)
    assert (OutgoingEmail.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_attachment_is_refused() -> None:
    letter = EmailMessage("Hello", "", None, ["ada@example.org"])
    letter.attach("ratings.csv", "tt0000001,10", "text/csv")
    with pytest.raises(ValueError, match="send a link"):
        letter.send()


def test_mail_server_that_hangs_keeps_nobody_from_joining(client: Client, settings) -> None:
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.create_server(("127.0.0.1", 0)) as hanging:  # takes the call and never says a word
        settings.EMAIL_HOST, settings.EMAIL_PORT = hanging.getsockname()
        settings.EMAIL_TIMEOUT = 0.2
        began = time.monotonic()
        assert client.post("/accounts/signup/", SIGN_UP).status_code == 302
        assert time.monotonic() - began < 3
        outgoing = OutgoingEmail.objects.get()
        with pytest.raises(SMTPException):
            deliver.call(outgoing.pk)
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver.call(outgoing.pk)
    assert [sent.to for sent in mail.outbox] == [["grace@example.org"]]
    assert User.objects.filter(username="grace").exists()
