"""Finding a title by typing, in a real browser."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from films.search import index_titles
from tests.factories import make_title

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_suggestions_are_chosen_by_keyboard(page: Page, live_server: LiveServer) -> None:
    title = make_title(original_title="L'image manquante")
    index_titles([title.pk])
    page.goto(live_server.url)
    page.keyboard.press("/")
    page.keyboard.type("limage manq")
    box = page.locator("input[name=q]")
    expect(box).to_be_focused()
    expect(page.get_by_role("option")).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(live_server.url + title.get_absolute_url())


def test_escape_puts_the_suggestions_away(page: Page, live_server: LiveServer) -> None:
    title = make_title()
    index_titles([title.pk])
    page.goto(live_server.url)
    box = page.locator("input[name=q]")
    box.press_sequentially("missing")
    expect(page.get_by_role("option")).to_have_count(1)
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_search_works_without_script(page: Page, live_server: LiveServer) -> None:
    title = make_title()
    index_titles([title.pk])
    page.goto(live_server.url)
    page.locator("input[name=q]").fill("missing picture")
    page.get_by_role("search").get_by_role("button").click()
    expect(page.get_by_role("main").get_by_role("link", name="The Missing Picture")).to_be_visible()
