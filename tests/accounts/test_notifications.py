"""What a member is told, on the site and by e-mail, and how they make it stop."""

import re
from email import message_from_bytes
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import Notification, NotificationChoice, NotificationKind, User
from accounts.notifications import notify, unsubscribe_token
from tests.accounts.conftest import make_member_who_can_log_in

pytestmark = pytest.mark.django_db


def test_member_is_told_on_the_site_and_by_email(client: Client, member: User) -> None:
    notify(member, NotificationKind.IMPORT, "Your import is done: 7 of 9.\n", url="/import/1/")
    [letter] = mail.outbox
    assert letter.to == ["ada@example.org"]
    assert letter.subject == "[Moviesite] Your import is done: 7 of 9."
    assert "http://127.0.0.1:8000/import/1/" in letter.body
    assert '<a href="http://127.0.0.1:8000/import/1/"' in letter.alternatives[0][0]
    client.force_login(member)
    page = client.get("/notifications/").content.decode()
    assert '<a href="/import/1/">Your import is done: 7 of 9.</a>' in page


def test_member_is_told_once_of_one_thing(member: User) -> None:
    for _ in range(2):
        notify(member, NotificationKind.IMPORT, "Your import is done.", key="import 1")
    notify(member, NotificationKind.IMPORT, "Your import is done.", key="import 2")
    assert (Notification.objects.count(), len(mail.outbox)) == (2, 2)


@pytest.mark.parametrize(
    ("is_on_site", "is_by_email", "unread", "letters"),
    [(True, True, 1, 1), (True, False, 1, 0), (False, True, 0, 1), (False, False, 0, 0)],
)
def test_switches_are_kept_to(
    member: User, is_on_site: bool, is_by_email: bool, unread: int, letters: int
) -> None:
    NotificationChoice.objects.create(
        member=member, kind=NotificationKind.IMPORT, is_on_site=is_on_site, is_by_email=is_by_email
    )
    notify(member, NotificationKind.IMPORT, "Done.")
    assert (Notification.objects.unread().count(), len(mail.outbox)) == (unread, letters)


def test_unproven_address_gets_no_email(member: User) -> None:
    EmailAddress.objects.update(verified=False)
    notify(member, NotificationKind.IMPORT, "Done.")
    assert mail.outbox == []


def unsubscribe_path() -> str:
    header = mail.outbox[-1].extra_headers["List-Unsubscribe"]
    found = re.fullmatch(r"<(http://127.0.0.1:8000/\S+)>", header)
    assert found
    return urlsplit(found[1]).path


def test_one_click_unsubscribes_without_logging_in(member: User) -> None:
    notify(member, NotificationKind.IMPORT, "Done.")
    sent = message_from_bytes(mail.outbox[-1].message().as_bytes())
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = unsubscribe_path()
    mail_program = Client(enforce_csrf_checks=True)
    assert mail_program.get(path).status_code == 200  # a scanner that opens every link changes nothing
    assert not NotificationChoice.objects.exists()
    assert mail_program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    notify(member, NotificationKind.IMPORT, "Done again.")
    notify(member, NotificationKind.RELEASE, "Out on Friday.")
    assert [letter.subject for letter in mail.outbox] == ["[Moviesite] Done.", "[Moviesite] Out on Friday."]


@pytest.mark.parametrize(
    "spoil", [lambda token: token[:-1], lambda token: "x" + token, lambda token: "x" * 10_000]
)
def test_forged_link_unsubscribes_nobody(client: Client, member: User, spoil) -> None:
    token = spoil(unsubscribe_token(member, NotificationKind.IMPORT))
    assert client.post(f"/notifications/unsubscribe/{token}/").status_code == 404
    assert not NotificationChoice.objects.exists()


def test_link_of_a_member_who_left_is_not_found(client: Client, member: User) -> None:
    token = unsubscribe_token(member, NotificationKind.IMPORT)
    member.delete()
    assert client.post(f"/notifications/unsubscribe/{token}/").status_code == 404


def test_member_reads_and_marks_their_own(client: Client, member: User) -> None:
    eve = make_member_who_can_log_in("eve")
    notify(member, NotificationKind.IMPORT, "For Ada.")
    notify(eve, NotificationKind.IMPORT, "For Eve.")
    client.force_login(member)
    page = client.get("/notifications/").content.decode()
    assert "For Ada." in page
    assert "For Eve." not in page
    client.post("/notifications/")
    assert [told.text for told in Notification.objects.unread()] == ["For Eve."]


@pytest.mark.parametrize("rows", [1, 3])
def test_notifications_are_read_in_few_queries(
    client: Client, member: User, rows: int, django_assert_num_queries
) -> None:
    for n in range(rows):
        notify(member, NotificationKind.IMPORT, f"Done {n}.")
    client.force_login(member)
    with django_assert_num_queries(4):  # session, member, how many, which
        client.get("/notifications/")
