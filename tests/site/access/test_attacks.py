"""What somebody tries who is up to no good, at every address: to write by reading, to leave the site by `next`,
to set what no form asks for, and to bring the server down by what they ask.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.forms.models import model_to_dict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from reviews.models import Appeal, ModerationAction, Report, Review
from tests.site.access.table import outcomes, rows
from tests.site.access.test_access import LIBRARY, PARAMETERS
from tests.site.access.world import address_of, form_for, make_members, make_things

pytestmark = pytest.mark.django_db


def ask(
    client: Client, verb: str, address: str, form: dict[str, Any], look: Callable[[], None] | None = None
) -> Any:
    """As if it were the only request; `look` sees what it left before that is taken back."""
    cache.clear()
    with transaction.atomic():
        response = getattr(client, verb)(address, form)
        if response.streaming:
            response.getvalue()
        if look:
            look()
        transaction.set_rollback(True)
    return response


WRITES = re.compile(r"^(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE)\b", re.IGNORECASE)


MADE_ON_SIGHT = {"reviews:following"}
"""The reader's own feed address, made once; nothing that anybody else could bring about changes."""


@pytest.mark.parametrize("role", ["visitor", "author", "superuser"])
def test_reading_writes_nothing(role: str) -> None:
    members = make_members()
    things = make_things(members["author"])
    client, written = Client(raise_request_exception=False), []
    for name in rows():
        if members[role]:
            client.force_login(members[role])
        with CaptureQueriesContext(connection) as captured:
            ask(client, "get", address_of(name, PARAMETERS[name], things), {})
        if name not in MADE_ON_SIGHT and any(
            WRITES.match(query["sql"]) for query in captured.captured_queries
        ):
            written.append(name)
    assert written == []


OUTSIDE = [
    *(
        "//evil.example",
        "///evil.example",
        "////evil.example/%2f..",
        "https://evil.example",
        "HTTPS://evil.example",
    ),
    *(
        "http:evil.example",
        "https:/evil.example",
        "https:evil.example",
        "http:///evil.example",
        "\\\\evil.example",
    ),
    *("/\\evil.example", "\\/evil.example", "/\\/evil.example", "\\\\\\evil.example", "/%09/evil.example"),
    *("/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "\t//evil.example", " //evil.example"),
    *("//evil.example@testserver", "https://testserver@evil.example", "https://testserver:pass@evil.example"),
    *(
        "https://testserver.evil.example",
        "https://evil.example#testserver",
        "https://evil.example?testserver",
    ),
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
    ),
    *(
        "ftp://testserver/",
        "file:///etc/passwd",
        "//[::1]",
        "//0x7f.1",
        "http://[evil.example",
        "//evil。example",
    ),
    *("//evil\u2024example", "evil.example", "home", "\x00//evil.example", "//testserver:evil.example"),
]
"""What browsers take for another site, or a parser may."""


HERE = "http://testserver/"


def test_no_form_leads_off_the_site() -> None:
    members = make_members()
    things = make_things(members["author"])
    client, left, tried = Client(raise_request_exception=False), [], 0
    client.force_login(members["author"])

    def way_back(name: str, url: str) -> tuple[int, str]:
        form = form_for(name, things) | {"next": url}
        response = ask(client, "post", address_of(name, PARAMETERS[name], things), form)
        return response.status_code, response.headers.get("Location", "/")

    for name, (_get, post) in rows().items():
        if outcomes(post)["author"] != "in" or way_back(name, "/chart/top/")[1] != "/chart/top/":
            continue
        tried += 1
        for url in OUTSIDE:
            status, location = way_back(name, url)
            if status >= 500 or urlsplit(urljoin(HERE, location)).netloc != "testserver":
                left.append(f"{name}: {url!r} → {status} {location}")
    assert (len(OUTSIDE) >= 40, tried >= 5, left) == (True, True, [])


GREED = {
    **dict.fromkeys(("is_staff", "is_superuser", "is_demo", "is_active", "groups", "user_permissions"), "1"),
    **dict.fromkeys(
        ("suspended_until", "date_joined", "deleted_at", "created_at", "edited_at"), "2000-01-01"
    ),
    **dict.fromkeys(
        ("author", "author_id", "member", "member_id", "reporter", "moderator", "title", "title_id"), "1"
    ),
    **dict.fromkeys(("helpful_count", "vote_count", "helpfulness", "author_review_count", "revision"), "999"),
    **dict.fromkeys(("is_hidden", "is_held", "is_draft", "is_marked_spoiler", "is_published", "status"), "1"),
    **dict.fromkeys(("standing", "is_automatic", "score", "pk", "id", "role", "email"), "999"),
}
"""Columns that somebody would like to set, and no form of theirs asks for."""

KEPT = ("is_staff", "is_superuser", "is_demo", "is_active", "suspended_until", "date_joined", "email")


def state() -> list[Any]:
    """What no member's form may touch."""
    return [
        list(User.objects.order_by("pk").values_list(*KEPT)),
        list(User.objects.filter(groups__isnull=False).values_list("pk")),
        list(
            Review.objects.order_by("pk").values_list(
                "author", "title", "helpful_count", "vote_count", "created_at"
            )
        ),
        [model_to_dict(each) for each in ModerationAction.objects.order_by("pk")],
    ]


OWNED = ((Review, "author"), (Report, "reporter"), (Appeal, "member"))


def test_what_no_form_asks_for_is_not_taken() -> None:
    members = make_members()
    things = make_things(members["author"])
    client, taken = Client(raise_request_exception=False), []
    client.force_login(members["author"])
    before = state()
    known = {model: set(model.objects.values_list("pk", flat=True)) for model, _owner in OWNED}
    for name, (_get, post) in rows().items():
        if outcomes(post)["author"] != "in" or name.startswith((*LIBRARY, "accounts:")):
            continue
        with_greed = {**GREED, **form_for(name, things)}

        def look(name: str = name) -> None:
            if [part[: len(old)] for part, old in zip(state(), before, strict=True)] != before:
                taken.append(name)
            for model, owner in OWNED:
                new = model.objects.exclude(pk__in=known[model]).exclude(**{owner: members["author"]})
                taken.extend(f"{name}: {each!r}" for each in new)

        response = ask(client, "post", address_of(name, PARAMETERS[name], things), with_greed, look)
        assert response.status_code < 500, name
    assert taken == []


HEAVY = ["9" * 30, "-1", "nan", "\x00", "x" * 10_000]
ASKED = (
    "q",
    "page",
    "after",
    "before",
    "sort",
    "stars",
    "language",
    "hide_spoilers",
    "section",
    "row",
    "genre",
    "year",
)


def test_no_question_is_too_much() -> None:
    members = make_members()
    things = make_things(members["author"])
    client, broken = Client(raise_request_exception=False), []
    client.force_login(members["author"])
    for name in rows():
        address = address_of(name, PARAMETERS[name], things)
        for value in HEAVY:
            response = ask(client, "get", address, dict.fromkeys(ASKED, value))
            if response.status_code >= 500:
                broken.append(f"{name} {value[:20]!r}: {response.status_code}")
    assert broken == []
