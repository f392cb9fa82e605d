"""The table of who gets where, tried cell by cell: every address, every verb, every role."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.site.access.table import DESKS, ROLES, outcomes, rows
from tests.site.access.world import IN_THE_ADMIN, address_of, form_for, make_members, make_things

pytestmark = pytest.mark.django_db

LIBRARY = ("account_", "mfa_", "socialaccount_", "openid_", "usersessions_")

DOORS = tuple(f"{reverse(name)}?next=" for name in (settings.LOGIN_URL, "admin:login"))
OPEN = {"admin:login", "admin:logout", "admin:jsi18n"}


def patterns(
    resolver: URLResolver, namespace: str = "", parameters: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(name, parameters) of every address that has a name."""
    for each in resolver.url_patterns:
        found = (*parameters, *each.pattern.regex.groupindex)
        if isinstance(each, URLPattern):
            if each.name is not None:
                yield namespace + each.name, found
        else:
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from patterns(each, inner, found)


PARAMETERS = dict(patterns(get_resolver()))
OUTSIDE_ADMIN = {name for name in PARAMETERS if not name.startswith("admin:")}


def outcome(response: HttpResponse) -> str:
    """in, or why not."""
    location = response.headers.get("Location", "")
    if location.startswith(DOORS):
        return "login"
    return str(response.status_code) if response.status_code in (403, 404, 405, 429) else "in"


def ask(client: Client, verb: str, address: str, form: dict[str, Any]) -> HttpResponse:
    """As if it were the only request: what it wrote is taken back, what it counted forgotten."""
    cache.clear()
    with transaction.atomic():
        response = getattr(client, verb)(address, form)
        if response.streaming:
            response.getvalue()  # to its end, where the client closes it and leaves the database open
        transaction.set_rollback(True)
    return response


def test_every_address_stands_in_the_table() -> None:
    assert sorted(OUTSIDE_ADMIN - set(rows())) == [], "say in table.py who may get there"
    assert sorted(set(rows()) - OUTSIDE_ADMIN) == [], "these are no addresses any more"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_where_the_table_says(role: str) -> None:
    members = make_members()
    things: dict[str, Any] = make_things(members["author"])
    client = Client()
    wrong = []
    for name, cells in rows().items():
        address = address_of(name, PARAMETERS[name], things)
        for verb, who in zip(("get", "post"), cells, strict=True):
            if members[role]:
                client.force_login(members[role])
            form = form_for(name, things) if verb == "post" else {}
            found, expected = outcome(ask(client, verb, address, form)), outcomes(who)[role]
            if found != expected:
                wrong.append(f"{verb} {name}: {found}, not {expected}")
    assert wrong == [], "\n".join(wrong)


def test_no_other_verb_does_anything() -> None:
    """As whoever may do most: an address that knows a verb beyond these two would have to be named here."""
    members = make_members()
    things = make_things(members["author"])
    client = Client()
    client.force_login(members["superuser"])
    known = [
        f"{verb} {name}"
        for name in rows()
        if not name.startswith(LIBRARY)
        for verb in ("put", "patch", "delete")
        if outcome(ask(client, verb, address_of(name, PARAMETERS[name], things), {})) != "405"
    ]
    assert known == []


def test_every_form_needs_its_token() -> None:
    members = make_members()
    things = make_things(members["author"])
    client = Client(enforce_csrf_checks=True)
    client.force_login(members["author"])
    unguarded = [
        name
        for name, (_get, post) in rows().items()
        if outcomes(post)["author"] == "in"
        and ask(
            client, "post", address_of(name, PARAMETERS[name], things), form_for(name, things)
        ).status_code
        != 403
    ]
    assert unguarded == ["accounts:unsubscribe"], "a mail program posts there with a signature"


@pytest.mark.parametrize("role", ["visitor", "member"])
def test_nobody_but_staff_gets_into_the_admin(role: str) -> None:
    members = make_members()
    things = make_things(members["author"]) | IN_THE_ADMIN
    client = Client()
    if members[role]:
        client.force_login(members[role])
    let_in = [
        f"{verb} {name}"
        for name, parameters in PARAMETERS.items()
        if name.startswith("admin:") and name not in OPEN and "None" not in name
        for verb in ("get", "post")
        if outcome(ask(client, verb, address_of(name, parameters, things), {})) not in ("login", "403")
    ]
    assert let_in == []


@pytest.mark.parametrize("role", DESKS)
def test_staff_open_the_lists_of_their_desk(role: str) -> None:
    client = Client()
    client.force_login(make_members()[role])
    lists = {name.removesuffix("_changelist") for name in PARAMETERS if name.endswith("_changelist")}
    opened = {
        name for name in lists if outcome(ask(client, "get", reverse(f"{name}_changelist"), {})) == "in"
    }
    desk = {f"admin:{name}" for name in DESKS[role].split()}
    if desk == {"admin:films_*"}:
        desk = {name for name in lists if name.startswith("admin:films_")}
    assert opened == desk
