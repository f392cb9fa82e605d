"""After signing out, whoever sits down at the browser finds nothing of the member by going back."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.accounts.conftest import make_member_who_can_log_in
from tests.e2e.test_passkey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_going_back_after_signing_out_shows_nothing(page: Page, live_server: LiveServer) -> None:
    make_member_who_can_log_in("ada", bio="Watches engines.")
    url = live_server.url.replace(
        "127.0.0.1", "localhost"
    )  # a header for secure places alone, as this one is
    sign_in(page, url)
    page.goto(f"{url}/settings/profile/")
    page.evaluate("localStorage.setItem('draft', 'unsent')")
    expect(page.get_by_label("About you")).to_have_value("Watches engines.")
    page.goto(f"{url}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You have signed out.")).to_be_visible()
    assert page.evaluate("localStorage.getItem('draft')") is None
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_label("About you")).to_have_count(0)
