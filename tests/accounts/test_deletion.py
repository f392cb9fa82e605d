"""Deleting one's account: asked with the password, taken back with a click, told by e-mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.leaving import plan_departure
from accounts.models import User
from tests.accounts.conftest import PASSWORD, make_member_who_can_log_in

pytestmark = pytest.mark.django_db
PAGE = "/settings/deletion/"


def log_in(client: Client, name: str = "ada") -> None:
    client.post("/accounts/login/", {"login": name, "password": PASSWORD})


def log_in_and_confirm(client: Client) -> None:
    log_in(client)
    client.post(f"/accounts/reauthenticate/?next={PAGE}", {"password": PASSWORD})


def test_visitors_are_sent_to_the_log_in(client: Client) -> None:
    assert client.get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"
    assert client.post(f"{PAGE}withdrawal/").status_code == 302


def test_the_password_is_asked_for_again(client: Client, member: User) -> None:
    log_in(client)
    assert client.get(PAGE)["Location"].startswith("/accounts/reauthenticate/")
    assert client.post(PAGE, {"reviews": "keep", "is_sure": "on"}).status_code == 302
    member.refresh_from_db()
    assert member.leaves_at is None
    log_in_and_confirm(client)
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize(("choice", "stay"), [("keep", True), ("remove", False)])
def test_deletion_is_planned_and_told(client: Client, member: User, choice: str, stay: bool) -> None:
    log_in_and_confirm(client)
    assert client.post(PAGE, {"reviews": choice, "is_sure": "on"})["Location"] == PAGE
    member.refresh_from_db()
    assert member.leaves_at is not None
    assert abs(member.leaves_at - timezone.now() - timedelta(days=14)) < timedelta(minutes=1)
    assert member.leaves_reviews == stay
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == (["ada@example.org"], "[Moviesite] Your account will be deleted")
    assert ("Your reviews will stay" in letter.body) == stay
    assert "Keep my account" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "form", [{}, {"reviews": "keep"}, {"is_sure": "on"}, {"reviews": "sell", "is_sure": "on"}]
)
def test_unclear_wish_is_asked_again(client: Client, member: User, form: dict[str, str]) -> None:
    log_in_and_confirm(client)
    response = client.post(PAGE, form)
    assert response.status_code == 422
    member.refresh_from_db()
    assert member.leaves_at is None


def test_the_days_are_a_setting(settings, member: User) -> None:
    settings.ACCOUNT_DELETION_DAYS = 30
    plan_departure(member, leaves_reviews=False)
    assert member.leaves_at is not None
    assert (member.leaves_at - timezone.now()).days == 29


def test_asked_twice_nothing_changes_and_one_letter_goes_out(member: User) -> None:
    plan_departure(member, leaves_reviews=True)
    first = member.leaves_at
    plan_departure(member, leaves_reviews=False)
    assert (member.leaves_at, member.leaves_reviews, len(mail.outbox)) == (first, True, 1)


def test_every_page_offers_to_stay_and_one_click_does(client: Client, member: User) -> None:
    plan_departure(member, leaves_reviews=False)
    log_in(client)
    page = client.get("/").content.decode()
    assert re.search(r"Your account will be deleted on \d+ \w+ \d{4}", page)
    assert "Keep my account" in page
    assert client.post(f"{PAGE}withdrawal/")["Location"] == "/settings/profile/"
    member.refresh_from_db()
    assert (member.leaves_at, member.is_active) == (None, True)
    assert "Keep my account" not in client.get("/").content.decode()


def test_meanwhile_the_members_pages_are_theirs_alone(client: Client, member: User) -> None:
    User.objects.update(has_public_diary=True, has_public_watchlist=True)
    pages = [f"/member/ada/{part}" for part in ("", "reviews/", "lists/", "diary/", "watchlist/")]
    assert [client.get(page).status_code for page in pages] == [200] * 5
    plan_departure(member, leaves_reviews=True)
    assert [client.get(page).status_code for page in [*pages, "/member/ada/reviews/feed/"]] == [404] * 6
    log_in(client)
    assert [client.get(page).status_code for page in pages] == [200] * 5


def test_the_last_administrator_stays(client: Client, member: User) -> None:
    User.objects.update(is_staff=True, is_superuser=True)
    log_in_and_confirm(client)
    response = client.post(PAGE, {"reviews": "keep", "is_sure": "on"})
    assert response.status_code == 422
    assert "You are the only administrator" in response.content.decode()
    make_member_who_can_log_in("eve", is_superuser=True)
    assert client.post(PAGE, {"reviews": "keep", "is_sure": "on"}).status_code == 302


def test_a_suspended_member_may_leave(client: Client, member: User) -> None:
    User.objects.update(suspended_until=timezone.localdate() + timedelta(days=9))
    log_in_and_confirm(client)
    assert client.post(PAGE, {"reviews": "remove", "is_sure": "on"}).status_code == 302
