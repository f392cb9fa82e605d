"""What a visitor's own browser remembers."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_title

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_titles_seen_before_are_listed_until_they_are_cleared(page: Page, live_server: LiveServer) -> None:
    first, second = make_title(primary_title="Rice People"), make_title(primary_title="Exile")
    seen = page.get_by_role("region", name="Recently viewed")

    page.goto(live_server.url + first.get_absolute_url())
    expect(seen).to_have_count(0)
    page.goto(live_server.url + second.get_absolute_url())
    expect(seen.get_by_role("link")).to_have_text([str(first)])
    page.goto(live_server.url)
    expect(seen.get_by_role("link")).to_have_text([str(second), str(first)])

    seen.get_by_role("button", name="Clear").click()
    expect(seen).to_have_count(0)
    page.reload()
    expect(seen).to_have_count(0)


def test_a_spoilt_memory_is_forgotten(page: Page, live_server: LiveServer) -> None:
    title = make_title(primary_title="Exile")
    page.goto(live_server.url)
    page.evaluate("localStorage.setItem('recently-viewed', '[null, 1, {')")
    page.goto(live_server.url + title.get_absolute_url())
    page.evaluate('localStorage.setItem(\'recently-viewed\', \'[{"url": "javascript:0", "name": "x"}]\')')
    page.goto(live_server.url)
    expect(page.get_by_role("region", name="Recently viewed")).to_have_count(0)
