"""Staff who are suspended read the desk and write nothing there."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from films.models import Title
from tests.factories import make_member, make_staff, make_title

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False


def suspended(member: User) -> User:
    member.suspended_until = timezone.localdate() + timedelta(days=7)
    member.save()
    return member


def publish(client: Client, title: Title) -> int:
    form = {"action": "publish", "_selected_action": title.pk}
    return client.post("/admin/films/title/", form).status_code


@pytest.mark.parametrize("role", ["curator", "administrator"])
def test_suspended_staff_read_and_change_nothing(client: Client, role: str) -> None:
    member, title = suspended(make_staff(role)), make_title(is_published=False)
    client.force_login(member)
    assert client.get("/admin/films/title/").status_code == 200
    assert publish(client, title) == 403
    title.refresh_from_db()
    assert title.is_published is False
    assert (
        client.post(f"/admin/desk/roleholder/{make_member().pk}/change/", {"groups": []}).status_code == 403
    )


def test_suspended_staff_log_out(client: Client) -> None:
    client.force_login(suspended(make_staff("curator")))
    client.post("/admin/logout/")
    assert "_auth_user_id" not in client.session


def test_a_superuser_is_not_locked_out_by_a_moderators_word(client: Client) -> None:
    client.force_login(suspended(make_member(is_staff=True, is_superuser=True)))
    assert publish(client, make_title(is_published=False)) == 302
