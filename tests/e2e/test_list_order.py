"""Putting a list in order: by the mouse, and without script by the number of a place."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from reviews.keeping import put_on_list
from reviews.models import TitleList
from tests.factories import make_member, make_title

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def own_list() -> TitleList:
    own_list = TitleList.objects.create(member=make_member(), name="Clay")
    for name in ("One", "Two", "Three"):
        put_on_list(own_list, make_title(name))
    return own_list


@pytest.mark.parametrize("has_script", [True, False])
def test_a_title_is_put_first(
    browser: Browser, live_server: LiveServer, own_list: TitleList, has_script: bool
) -> None:
    client = Client()
    client.force_login(own_list.member)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=has_script)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(own_list.get_absolute_url())
    rows = page.locator("ol.rows > li")
    if has_script:
        rows.nth(2).locator("[data-handle]").drag_to(rows.nth(0), target_position={"x": 40, "y": 4})
    else:
        place = page.get_by_label("Place of Three (2013)")
        place.fill("1")
        place.press("Enter")
    expect(rows.locator(".row-title")).to_have_text(["Three", "One", "Two"])
    entries = own_list.entries.in_order()
    assert [entry.title.primary_title for entry in entries] == ["Three", "One", "Two"]
    context.close()
