"""What members typed runs no script in a real browser, wherever it is shown."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from reviews.models import ActionKind, Review, TitleList
from reviews.publishing import ReviewText, edit_review
from tests.factories import (
    BODY,
    make_action,
    make_appeal,
    make_member,
    make_moderator,
    make_review,
    make_title,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LINES = (Path(__file__).parents[1] / "data" / "naughty.txt").read_text().splitlines()

WATCH = """
window.refused = 0;
document.addEventListener("securitypolicyviolation", () => { window.refused += 1; });
"""
UNKNOWN_SCRIPTS = """document.querySelectorAll(
    'script:not([src^="/static/"]):not([src^="/admin/jsi18n/"]):not([type="application/ld+json"]), [onerror], [onload]'
).length"""


def test_no_text_runs(browser: Browser, live_server: LiveServer) -> None:
    title, staff = make_title(), make_moderator(username="staff")
    for number, line in enumerate(LINES):
        author = make_member(display_name=line[:60], bio=line)
        review = make_review(title, author, headline=line[:120] or "–", body=f"{line}\n\n{BODY} {number}")
        edit_review(review, ReviewText(f"{line[:110]} again", f"{BODY} {number}\n\n{line}"))
        TitleList.objects.create(member=author, name=line[:100] or "–", description=line, visibility="public")
        make_appeal(
            make_action(kind=ActionKind.WARN, member=author, title=title, reason=line or "–"),
            text=line or "–",
        )
    client = Client()
    client.force_login(staff)
    context = browser.new_context(base_url=live_server.url)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page, dialogs, found = context.new_page(), [], []
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for address in addresses(title.get_absolute_url()):
        page.goto(address)
        seen = (page.evaluate("window.refused"), page.evaluate(UNKNOWN_SCRIPTS))
        if seen != (0, 0):
            found.append((address, *seen))
    context.close()
    assert (dialogs, found) == ([], [])


def addresses(title: str) -> list[str]:
    """Where these texts are shown, the longest lists first; of what has a page of its own, each."""
    reviews = list(Review.objects.order_by("pk").values_list("pk", "author__username"))
    lists = [each.get_absolute_url() for each in TitleList.objects.order_by("pk")]
    shared = [
        title,
        f"{title}reviews/",
        "/reviews/",
        "/moderation/log/",
        "/admin/reviews/appeal/",
        "/admin/reviews/review/",
    ]
    alone = [f"/review/{pk}/history/1/" for pk, _name in reviews[::3]]
    members = [f"/member/{name}/" for _pk, name in reviews[::3]]
    return [*shared, *alone, *members, *lists[::3]]
