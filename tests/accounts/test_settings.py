"""A member's own settings: what is shown, under which name, to whom."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import NotificationChoice, NotificationKind, User, UsernameRedirect
from tests.accounts.conftest import PASSWORD, make_member_who_can_log_in

PAGES = [
    *("/settings/profile/", "/settings/username/", "/settings/privacy/", "/settings/notifications/"),
    *("/settings/avatar/", "/notifications/"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_settings_are_for_members(client: Client, page: str) -> None:
    assert client.get(page)["Location"] == f"/accounts/login/?next={page}"
    assert client.post(page).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_settings_are_shown(client: Client, member: User, page: str) -> None:
    client.force_login(member)
    response = client.get(page)
    assert response.status_code == 200
    assert response["Cache-Control"].startswith("private") or "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_profile_is_saved_and_nothing_else_with_it(client: Client, member: User) -> None:
    client.force_login(member)
    form = {
        "display_name": " Ada  Lovelace ",
        "bio": "Engines.",
        "is_staff": "on",
        "username": "eve",
        "email": "e@x.y",
    }
    assert client.post("/settings/profile/", form)["Location"] == "/settings/profile/"
    member.refresh_from_db()
    assert (member.display_name, member.bio) == ("Ada Lovelace", "Engines.")
    assert (member.is_staff, member.username, member.email) == (False, "ada", "ada@example.org")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"display_name": "x" * 61, "bio": "kept"}, "display_name"),
        ({"display_name": "Ada\u202eecalevoL", "bio": "kept"}, "display_name"),
        ({"display_name": "Ada\x00", "bio": "kept"}, "display_name"),
        ({"display_name": "Ada", "bio": "x" * 10_000}, "bio"),
    ],
)
def test_profile_that_cannot_be_saved_is_shown_again(
    client: Client, member: User, form: dict, field: str
) -> None:
    client.force_login(member)
    response = client.post("/settings/profile/", form)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert form["bio"] in response.content.decode()


@pytest.mark.django_db
def test_privacy_is_the_members_choice(client: Client, member: User) -> None:
    assert (member.has_public_ratings, member.has_public_watchlist, member.has_public_diary) == (
        False,
        False,
        False,
    )
    client.force_login(member)
    client.post("/settings/privacy/", {"has_public_diary": "on"})
    member.refresh_from_db()
    assert (member.has_public_ratings, member.has_public_watchlist, member.has_public_diary) == (
        False,
        False,
        True,
    )
    client.post("/settings/privacy/", {})
    member.refresh_from_db()
    assert not member.has_public_diary


@pytest.mark.django_db
def test_former_username_leads_to_the_new_one_for_ninety_days(client: Client, member: User) -> None:
    client.force_login(member)
    client.post("/settings/username/", {"username": "Lovelace"})
    assert client.get("/member/ada/")["Location"] == "/member/Lovelace/"
    assert client.get("/member/ADA/")["Location"] == "/member/Lovelace/"
    assert client.get("/member/Lovelace/").status_code == 200
    UsernameRedirect.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get("/member/ada/").status_code == 404


@pytest.mark.django_db
def test_former_username_is_nobody_elses(client: Client, member: User) -> None:
    eve = make_member_who_can_log_in("eve")
    client.force_login(member)
    client.post("/settings/username/", {"username": "lovelace"})
    client.force_login(eve)
    response = client.post("/settings/username/", {"username": "Ada"})
    assert (response.status_code, eve.username) == (422, "eve")
    assert "looks too much like" in response.content.decode()


@pytest.mark.django_db
def test_member_may_go_back_to_a_former_name_and_change_its_capitals(client: Client, member: User) -> None:
    client.force_login(member)
    for name in ("lovelace", "ada", "Ada"):
        assert client.post("/settings/username/", {"username": name}).status_code == 302
    member.refresh_from_db()
    assert member.username == "Ada"
    assert client.get("/member/lovelace/")["Location"] == "/member/Ada/"
    assert client.get("/member/Ada/").status_code == 200


@pytest.mark.django_db
def test_notifications_are_switched_kind_by_kind(client: Client, member: User) -> None:
    client.force_login(member)
    for _ in range(2):
        client.post("/settings/notifications/", {"import-is_on_site": "on", "frequency": "weekly"})
    choices = NotificationChoice.objects.filter(member=member).exclude(kind=NotificationKind.NEWS)
    kept = {choice.kind: (choice.is_on_site, choice.is_by_email) for choice in choices}
    switched = [kind for kind in NotificationKind.values if kind != NotificationKind.NEWS]
    assert kept == {**dict.fromkeys(switched, (False, False)), "import": (True, False)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("frequency", "kept"), [("daily", (True, True)), ("weekly", (True, False)), ("off", (False, False))]
)
def test_the_digest_comes_as_often_as_chosen(
    client: Client, member: User, frequency: str, kept: tuple[bool, bool]
) -> None:
    client.force_login(member)
    assert client.post("/settings/notifications/", {"frequency": "hourly"}).status_code == 422
    client.post("/settings/notifications/", {"frequency": frequency})
    choice = NotificationChoice.objects.get(kind=NotificationKind.NEWS)
    assert (choice.is_by_email, choice.is_daily) == kept
    page = client.get("/settings/notifications/").context["form"]
    assert page["frequency"].initial == frequency


@pytest.mark.django_db
def test_a_suspended_member_reads_their_settings_and_says_nothing_new(client: Client, member: User) -> None:
    User.objects.filter(pk=member.pk).update(suspended_until=timezone.localdate() + timedelta(days=7))
    client.force_login(member)
    forms: dict[str, dict[str, object]] = {
        "/settings/profile/": {"display_name": "Spam", "bio": "Buy clay."},
        "/settings/username/": {"username": "spam"},
        "/settings/avatar/": {},
    }
    for address, form in forms.items():
        assert client.get(address).status_code == 200
        assert client.post(address, form).status_code == 403
    member.refresh_from_db()
    assert (member.username, member.display_name, member.bio) == ("ada", "", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        *("/settings/profile/", "/settings/username/", "/settings/privacy/", "/settings/notifications/"),
        *(
            "/settings/deletion/",
            "/notifications/",
            "/accounts/email/",
            "/accounts/sessions/",
            "/accounts/2fa/",
        ),
    ],
)
def test_settings_are_kept_by_no_cache(client: Client, member: User, address: str) -> None:
    client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
