"""A member from the first form to the last: with script and a passkey, and without either."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from films.models import Title
from reviews.exporting import make_export
from reviews.models import DataExport, ListEntry, Rating
from tests.accounts.conftest import PASSWORD
from tests.e2e.test_passkey import plug_in_a_key
from tests.factories import make_title

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def join(page: Page) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("Username").fill("grace")
    page.get_by_label("E-mail address").fill("grace@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    link = re.search(r"https?://\S+/accounts/confirm-email/\S+", mail.outbox[-1].body)
    assert link
    page.goto(urlsplit(link[0]).path)
    page.get_by_role("button", name="Confirm").click()


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Username or e-mail address").fill("grace")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Successfully signed in as grace")).to_be_visible()


def prove(page: Page) -> None:
    """Give the password again, where the site asks for it."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def sign_in_with_a_passkey(page: Page) -> None:
    page.goto("/accounts/2fa/webauthn/add/")
    prove(page)
    page.get_by_label("Sign in with this key alone").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Successfully signed in as grace")).to_be_visible()


def rate_and_list(page: Page, title: Title) -> None:
    page.goto(title.get_absolute_url())
    page.get_by_role("radio", name="8", exact=True).check(force=True)
    page.get_by_role("button", name="Rate", exact=True).click()
    expect(page.get_by_text("8 out of 10").first).to_be_visible()
    page.goto("/lists/new/")
    page.get_by_label("Name").fill("Clay")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{title.get_absolute_url()}lists/")
    page.get_by_role("button", name="Clay").click()
    expect(page.get_by_role("heading", name="Clay")).to_be_visible()
    assert (Rating.objects.get().value, ListEntry.objects.get().title) == (8, title)


def take_the_data(page: Page) -> None:
    page.goto("/settings/data/")
    page.get_by_role("button", name="Put my data together").click()
    expect(page.get_by_text("Your data is being put together.")).to_be_visible()
    make_export.func(DataExport.objects.get().pk)
    page.goto("/settings/data/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Your data of").click()
    assert download.value.suggested_filename.endswith(".zip")


def leave(page: Page) -> None:
    page.goto("/settings/deletion/")
    prove(page)
    page.get_by_label("Remove them too").check()
    page.get_by_label("I know that this cannot be undone").check()
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_text("Your account will be deleted on").first).to_be_visible()
    assert User.objects.get().leaves_at is not None


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_from_joining_to_leaving(browser: Browser, live_server: LiveServer, has_script: bool) -> None:
    title = make_title()
    # A passkey belongs to a name, not to a number.
    url = live_server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=url, java_script_enabled=has_script)
    page = context.new_page()
    join(page)
    sign_in(page)
    if has_script:
        plug_in_a_key(page)
        sign_in_with_a_passkey(page)
    rate_and_list(page, title)
    take_the_data(page)
    leave(page)
    context.close()
