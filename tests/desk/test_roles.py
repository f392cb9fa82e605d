"""Roles as groups: what each may do, and that they are there from the first migration."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from moviesite.desk.roles import Role, grant_roles, permissions_of

pytestmark = pytest.mark.django_db


def names_of(role: str) -> set[str]:
    held = Permission.objects.filter(group__name=role).select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}" for each in held}


def test_every_role_holds_what_it_may_do() -> None:
    grant_roles()
    declared = {
        f"{app}.{name}" for app, name in Permission.objects.values_list("content_type__app_label", "codename")
    }
    for role in Role:
        assert names_of(role) == permissions_of(role) & declared


def test_granting_again_adds_nothing_and_leaves_what_was_added_by_hand() -> None:
    grant_roles()
    by_hand = Permission.objects.get(codename="view_rating")
    Group.objects.get(name="curator").permissions.add(by_hand)
    assert grant_roles() == dict.fromkeys(Role, 0)
    assert "reviews.view_rating" in names_of("curator")


def test_command_gives_back_what_a_role_lacks(capsys: Any) -> None:
    grant_roles()
    group = Group.objects.get(name="moderator")
    group.permissions.remove(Permission.objects.get(codename="moderate"))
    call_command("grant_roles")
    assert capsys.readouterr().out == (
        "curator: 0 permissions added\nmoderator: 1 permissions added\nadministrator: 0 permissions added\n"
    )


def test_curators_neither_moderate_nor_delete_whole_records() -> None:
    curators = permissions_of(Role.CURATOR)
    assert {name for name in curators if not name.startswith("films.")} == {
        f"reviews.{deed}_criticreview" for deed in ("view", "add", "change", "delete")
    }
    assert not curators & {
        "films.delete_title",
        "films.delete_person",
        "films.delete_company",
        "films.edit_locked",
    }
    assert {"films.change_title", "films.delete_credit", "films.add_person"} < curators


def test_moderators_change_no_row_and_see_nothing_private() -> None:
    moderators = permissions_of(Role.MODERATOR)
    deeds = {name for name in moderators if ".view_" not in name}
    assert deeds == {"reviews.moderate", "reviews.decide_appeal", "reviews.freeze_score"}
    assert not moderators & {"reviews.view_rating", "reviews.view_viewing", "accounts.view_user"}


def test_administrators_may_all_that_others_may_but_change_no_account() -> None:
    administrators = permissions_of(Role.ADMINISTRATOR)
    assert permissions_of(Role.CURATOR) | permissions_of(Role.MODERATOR) < administrators
    assert not {
        name for name in administrators if name.startswith(("auth.", "mfa.", "account.", "usersessions."))
    }
    assert not administrators & {"accounts.change_user", "accounts.add_user", "accounts.delete_user"}
