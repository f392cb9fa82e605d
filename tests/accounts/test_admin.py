"""Members on the desk."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False


def test_staff_adds_a_member(admin_client: Client) -> None:
    data = {
        "username": "clotilde",
        "usable_password": "true",
        "password1": "kru2-Tonle",
        "password2": "kru2-Tonle",
    }
    assert admin_client.post("/admin/accounts/user/add/", data).status_code == 302
    assert User.objects.get(username="clotilde").check_password("kru2-Tonle")


@pytest.mark.parametrize(
    ("username", "words"),
    [
        ("Rithy", "This username is taken."),
        ("cIotilde2", "This username looks too much like another member"),
        ("a b", "A username is made of letters"),
        ("x", "A username has at least 3 letters."),
    ],
)
def test_name_that_cannot_be_taken_is_refused_in_words(
    admin_client: Client, username: str, words: str
) -> None:
    make_member(username="rithy")
    make_member(username="clotilde2")
    other = make_member(username="clotilde")
    data = {"username": username, "usable_password": "false"}
    assert words in admin_client.post("/admin/accounts/user/add/", data).content.decode()
    response = admin_client.post(f"/admin/accounts/user/{other.pk}/change/", {"username": username})
    assert words in response.content.decode()
    assert set(User.objects.values_list("username", flat=True)) == {"admin", "rithy", "clotilde", "clotilde2"}


def test_nobody_locks_themselves_out(admin_client: Client, admin_user: User) -> None:
    address = f"/admin/accounts/user/{admin_user.pk}/change/"
    page = admin_client.get(address).content.decode()
    assert not any(f'name="{name}"' in page for name in ("is_active", "is_staff", "is_superuser"))
    data = {"username": "admin", "bio": "Mine", "is_active": "", "is_staff": "", "is_superuser": ""}
    assert admin_client.post(address, data).status_code == 302
    admin_user.refresh_from_db()
    assert (admin_user.bio, admin_user.is_active, admin_user.is_superuser) == ("Mine", True, True)


def test_member_is_changed_and_never_deleted(admin_client: Client) -> None:
    member = make_member(username="rithy", email="r@example.org")
    address = f"/admin/accounts/user/{member.pk}/"
    assert admin_client.post(f"{address}change/", {"username": "rithy", "bio": "Painter"}).status_code == 302
    member.refresh_from_db()
    assert (member.bio, member.is_active) == ("Painter", False)
    assert admin_client.post(f"{address}delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_members_opens_in_a_fixed_number_of_queries(
    admin_client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for _number in range(rows):
        make_member()
    with django_assert_num_queries(6):
        assert admin_client.get("/admin/accounts/user/?q=member").status_code == 200


def test_desk_bears_the_site_s_name(admin_client: Client) -> None:
    page = admin_client.get("/admin/").content.decode()
    assert "Moviesite" in page
    assert "Curators’ desk" in page
