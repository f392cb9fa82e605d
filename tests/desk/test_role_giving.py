"""Putting members into roles: by administrators, and never higher than themselves."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.models import User
from tests.factories import make_member, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False


@pytest.fixture
def administrator(client: Client) -> User:
    member = make_staff("administrator")
    client.force_login(member)
    return member


def group(name: str) -> Group:
    return Group.objects.get(name=name)


def give(client: Client, member: User, *names: str) -> int:
    data = {"groups": [group(name).pk for name in names]}
    return client.post(f"/admin/desk/roleholder/{member.pk}/change/", data).status_code


def roles_of(member: User) -> tuple[bool, list[str]]:
    member.refresh_from_db()
    return member.is_staff, sorted(member.groups.values_list("name", flat=True))


def test_member_becomes_staff_with_a_role_and_leaves_with_the_last(
    client: Client, administrator: User
) -> None:
    member = make_member(username="clotilde")
    assert give(client, member, "curator", "moderator") == 302
    assert roles_of(member) == (True, ["curator", "moderator"])
    assert LogEntry.objects.get().get_change_message() == "Roles: curator, moderator"
    assert give(client, member) == 302
    assert roles_of(member) == (False, [])


def test_member_is_found_by_the_whole_username_alone(client: Client, administrator: User) -> None:
    make_member(username="clotilde")
    for query, is_there in (("?q=clotilde", True), ("?q=clot", False), ("", False)):
        page = client.get(f"/admin/desk/roleholder/{query}").content.decode()
        assert (">clotilde</a>" in page) is is_there


def test_nothing_else_of_the_account_is_written(client: Client, administrator: User) -> None:
    member = make_member(username="clotilde", email="c@example.org")
    data = {
        "groups": [],
        "username": "mine",
        "email": "me@example.org",
        "is_superuser": "on",
        "password": "x",
    }
    client.post(f"/admin/desk/roleholder/{member.pk}/change/", data)
    member.refresh_from_db()
    assert (member.username, member.email, member.is_superuser) == ("clotilde", "c@example.org", False)


def test_administrator_gives_no_role_that_holds_more(client: Client, administrator: User) -> None:
    higher = Group.objects.create(name="operator")
    higher.permissions.add(Permission.objects.get(codename="delete_user"))
    member = make_member()
    page = client.get(f"/admin/desk/roleholder/{member.pk}/change/").content.decode()
    assert "operator" not in page
    assert give(client, member, "operator") == 200
    assert roles_of(member) == (False, [])


def test_role_that_the_giver_does_not_see_stays(client: Client, admin_client: Client) -> None:
    lesser = make_staff("curator")
    lesser.user_permissions.add(Permission.objects.get(codename="change_roleholder"))
    client.force_login(lesser)
    member = make_member()
    member.groups.add(group("curator"))
    assert give(client, member) == 302
    assert roles_of(member) == (False, [])
    member.groups.add(group("moderator"))
    assert give(client, member) == 403
    assert give(admin_client, member, "moderator", "curator") == 302


@pytest.mark.parametrize("who", ["self", "superuser", "holder of more"])
def test_administrator_changes_nobody_who_may_more_nor_themselves(
    client: Client, administrator: User, who: str
) -> None:
    higher = make_staff("curator")
    higher.user_permissions.add(Permission.objects.get(codename="delete_user"))
    root = make_member(is_superuser=True, is_staff=True)
    target = {"self": administrator, "superuser": root, "holder of more": higher}[who]
    before = roles_of(target)
    assert give(client, target) == 403
    assert roles_of(target) == before


@pytest.mark.parametrize("values", [{"is_demo": True}, {"is_active": False}])
def test_account_that_nobody_can_enter_is_given_no_role(
    client: Client, administrator: User, values: dict[str, bool]
) -> None:
    member = make_member(**values)
    assert give(client, member, "curator") == 200
    assert roles_of(member) == (False, [])


@pytest.mark.parametrize("role", ["curator", "moderator"])
def test_only_administrators_give_roles(client: Client, role: str) -> None:
    client.force_login(make_staff(role))
    member = make_member()
    assert client.get("/admin/desk/roleholder/").status_code == 403
    assert give(client, member, role) == 403


def test_holder_of_the_permission_to_change_accounts_makes_no_superuser(client: Client) -> None:
    """Nor takes over the account of somebody on the staff by its password or address."""
    member = make_member(is_staff=True)
    member.user_permissions.add(*Permission.objects.filter(codename__in=["change_user", "view_user"]))
    client.force_login(member)
    other = make_member(username="clotilde")
    data = {"username": "clotilde", "is_superuser": "on", "is_staff": "on", "is_active": "on"}
    assert client.post(f"/admin/accounts/user/{other.pk}/change/", data).status_code == 302
    other.refresh_from_db()
    assert (other.is_superuser, other.is_staff, other.is_active) == (False, False, True)
    staff = make_member(is_staff=True)
    assert client.post(f"/admin/accounts/user/{staff.pk}/change/", data).status_code == 403
    assert client.post(f"/admin/accounts/user/{staff.pk}/password/", {"password1": "x"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_staff_opens_in_a_fixed_number_of_queries(
    client: Client, administrator: User, django_assert_num_queries: Any, rows: int
) -> None:
    for _number in range(rows):
        make_staff("curator")
    with django_assert_num_queries(9):
        assert client.get("/admin/desk/roleholder/").status_code == 200
