"""A title's photos, one after the other, large."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from films.models import Image
from tests.factories import make_title
from tests.pictures import make_upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_photos_are_walked_through_with_the_keys(page: Page, live_server: LiveServer) -> None:
    title = make_title()
    for number in (1, 2):
        file = make_upload(name=f"{number}.png", width=900, height=600)
        Image.objects.create(
            title=title, file=file, licence="CC0", credit=f"Photographer {number}", position=number
        )
    page.goto(f"{live_server.url}{title.get_absolute_url()}photos/")
    first, second = page.locator("#photo-1"), page.locator("#photo-2")
    first.get_by_role("link", name="Enlarge photo 1").click()
    expect(first.get_by_role("link", name="Close")).to_be_visible()
    assert first.locator("img").get_attribute("sizes") == "92vw"
    page.keyboard.press("ArrowRight")
    expect(second.get_by_role("link", name="Close")).to_be_visible()
    expect(second.locator(".gallery-open")).to_be_focused()
    expect(first.get_by_role("link", name="Close")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(second.get_by_role("link", name="Close")).to_be_hidden()
    expect(second.locator(".gallery-open")).to_be_focused()
