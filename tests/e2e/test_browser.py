import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_browser_is_told_that_a_page_is_missing(page: Page, live_server: LiveServer) -> None:
    response = page.goto(f"{live_server.url}/no/such/page/")
    assert response is not None
    assert response.status == 404
    assert page.get_by_role("heading", level=1).count() == 1
