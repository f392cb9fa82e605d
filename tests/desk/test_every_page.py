"""Every page of the admin and every role: who opens what, and that no address leads around it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from accounts.models import User
from films.models import Title
from reviews.models import Review
from tests.factories import make_credit, make_member, make_person, make_review, make_staff, make_title

pytestmark = pytest.mark.django_db

ROLES = ("curator", "moderator", "administrator")
# The apps whose pages a role opens, and what it sees of the others.
APPS = {
    "curator": {"films"},
    "moderator": {"reviews"},
    "administrator": {"films", "reviews", "desk"},
}
BESIDES = {
    "curator": {"reviews.criticreview"},
    "moderator": set(),
    "administrator": {"accounts.user", "accounts.usernameredirect", "django_tasks_database.dbtaskresult"},
}
# Of an app that is open, what stays closed: decided elsewhere, or private.
CLOSED = {
    "curator": set(),
    "moderator": {
        "reviews.rating",
        "reviews.communityrules",
        "reviews.criticreview",
        "reviews.dataimport",
    },
    "administrator": {"reviews.rating"},
}


@pytest.fixture(autouse=True)
def desk(settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = False


def lists() -> list[str]:
    return sorted(model._meta.label_lower for model in admin.site._registry)


def addresses() -> Iterator[str]:
    """Every address of the admin, with a number that nobody has where one is asked for."""
    reverse("admin:index")  # the site's own converters come with its urls
    yield from _below("/admin/", admin.site.get_urls())


def _below(prefix: str, patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for each in patterns:
        route = str(each.pattern)
        path = prefix + route.replace("^", "").replace("$", "")
        if isinstance(each, URLResolver):
            yield from _below(path, each.url_patterns)
        elif "(?P<" in path:
            continue  # the list of an app, and the address that nothing has
        else:
            yield filled(path)


def filled(path: str) -> str:
    head, *rest = path.split("<")
    return head + "".join(f"1{each.partition('>')[2]}" for each in rest)


def test_walk_finds_the_pages() -> None:
    found = set(addresses())
    assert {
        "/admin/",
        "/admin/films/title/",
        "/admin/films/title/1/change/",
        "/admin/films/title/1/1/",
    } <= found
    assert len(found) > 5 * len(lists())


@pytest.mark.parametrize("who", ["visitor", "member", "staff without a role", *ROLES, "superuser"])
def test_no_page_fails_and_none_opens_to_who_is_not_staff(client: Client, who: str) -> None:
    if who != "visitor":
        client.force_login(somebody(who))
    for address in addresses():
        if address == "/admin/logout/":
            continue
        for method in (client.get, client.post):
            status = method(address).status_code
            assert status < 500, (address, method)
            if who in ("visitor", "member"):
                assert status in (302, 403), address


def somebody(who: str) -> User:
    if who in ROLES:
        return make_staff(who)
    return make_member(is_staff=who != "member", is_superuser=who == "superuser")


@pytest.mark.parametrize("role", ROLES)
def test_role_opens_the_lists_of_its_part_alone(client: Client, role: str) -> None:
    client.force_login(make_staff(role))
    opened = {label for label in lists() if client.get(list_of(label)).status_code == 200}
    due = {label for label in lists() if label.split(".")[0] in APPS[role]} | BESIDES[role]
    assert opened == due - CLOSED[role]


def list_of(label: str) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_changelist")


@pytest.mark.parametrize("role", ROLES)
def test_role_adds_changes_and_deletes_no_row_that_its_list_does_not_show(client: Client, role: str) -> None:
    client.force_login(make_staff(role))
    closed = [label for label in lists() if client.get(list_of(label)).status_code == 403]
    for label in closed:
        key = quote(_a_key(label))
        for deed in ("add/", f"{key}/change/", f"{key}/delete/", f"{key}/history/"):
            address = list_of(label) + deed
            for method in (client.get, client.post):
                assert method(address).status_code in (302, 403, 404), address
                assert method(address).headers.get("Location", "/admin/") in (
                    "/admin/",
                    f"{address[: -len(deed)]}{key}/change/",
                )


def _a_key(label: str) -> Any:
    """Of some row, or one that nobody has."""
    row = apps.get_model(label)._default_manager.first()
    return 1 if row is None else row.pk


@pytest.mark.parametrize("role", ["curator", "administrator"])
def test_moderation_is_closed_to_curators(client: Client, role: str) -> None:
    review = make_review()
    client.force_login(make_staff(role))
    decision = {
        "action": "decide_together",
        "_selected_action": [review.pk],
        "decide": "Decide",
        "kind": "hide",
        "ground": "spam",
        "reason": "A shop.",
    }
    client.post("/admin/reviews/review/", decision)
    assert Review.objects.visible().count() == (1 if role == "curator" else 0)


@pytest.mark.parametrize(
    "path", ["change/", "credits/", "delete/", "history/", "media/"], ids=lambda path: path.strip("/")
)
def test_catalogue_is_closed_to_moderators(client: Client, path: str) -> None:
    title = make_title()
    make_credit(title)
    client.force_login(make_staff("moderator"))
    address = f"/admin/films/title/{title.pk}/{path}"
    assert client.get(address).status_code == 403
    data = {
        "primary_title": "Mine",
        "post": "yes",
        "credit_set-TOTAL_FORMS": 0,
        "credit_set-INITIAL_FORMS": 0,
    }
    assert client.post(address, data).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": title.pk, "post": "yes"}
    assert client.post("/admin/films/title/", chosen).status_code == 403
    assert list(Title.objects.values_list("primary_title", flat=True)) == ["The Missing Picture"]
    query = {"app_label": "films", "model_name": "credit", "field_name": "person", "term": "rithy"}
    assert client.get("/admin/autocomplete/", query).status_code == 403


def test_curator_deletes_a_row_but_no_title_nor_person(client: Client) -> None:
    title, person = make_title(), make_person()
    credit = make_credit(title, person)
    client.force_login(make_staff("curator"))
    for path in (f"title/{title.pk}", f"person/{person.pk}"):
        assert client.post(f"/admin/films/{path}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"/admin/films/credit/{credit.pk}/delete/", {"post": "yes"}).status_code == 302
    chosen = {"action": "delete_selected", "_selected_action": title.pk, "post": "yes"}
    client.post("/admin/films/title/", chosen)
    assert (Title.objects.count(), title.credit_set.count()) == (1, 0)


@pytest.mark.parametrize("role", [*ROLES, "superuser"])
def test_second_factor_is_asked_for_on_every_page(client: Client, settings: Any, role: str) -> None:
    settings.REQUIRE_STAFF_MFA = True
    client.force_login(somebody(role))
    statuses = {client.get(address).status_code for address in addresses()}
    assert statuses == {403}
