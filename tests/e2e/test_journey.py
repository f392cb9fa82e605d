"""A life here: sign up, verify, passkey, rate, list, export, delete. With script and without, but the passkey."""

import re
from collections.abc import Iterator
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from films.models import Title
from reviews.departure import depart
from reviews.exporting import make_export
from reviews.models import DataExport, ListEntry, Rating
from reviews.recount import differences
from tests.e2e.test_passkey import plug_in_a_key
from tests.factories import make_title

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "nine-mile-walk-42"


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def has_script(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, has_script: bool) -> Iterator[Page]:
    # A passkey belongs to a name, not to a number.
    url = live_server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=url, java_script_enabled=has_script)
    yield context.new_page()
    context.close()


def sign_up_and_verify(page: Page) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    link = re.search(r"/accounts/confirm-email/[^/\s]+/", mail.outbox[-1].body)
    assert link
    page.goto(link[0])
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("You have confirmed ada@example.org")).to_be_visible()


def log_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Username or e-mail address").fill("ada")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm_password(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def add_passkey(page: Page) -> None:
    plug_in_a_key(page)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm_password(page)
    page.get_by_label("Sign in with this key alone").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Successfully signed in as ada")).to_be_visible()


def rate(page: Page, title: Title) -> None:
    page.goto(title.get_absolute_url())
    stars = page.get_by_role("group", name="Your rating")
    stars.get_by_role("radio", name="8", exact=True).check(force=True)
    page.get_by_role("button", name="Rate", exact=True).click()
    expect(stars.get_by_text("8 out of 10")).to_be_visible()
    assert Rating.objects.get().value == 8


def put_on_a_list(page: Page, title: Title) -> None:
    page.goto("/lists/new/")
    page.get_by_label("Name").fill("Clay & water")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Clay & water")).to_be_visible()
    page.goto(f"{title.get_absolute_url()}lists/")
    page.get_by_role("button", name="Clay & water").click()
    expect(page.get_by_role("heading", name="Clay & water")).to_be_visible()
    assert ListEntry.objects.get().title == title


def take_data(page: Page) -> None:
    page.goto("/settings/data/")
    page.get_by_role("button", name="Put my data together").click()
    expect(page.get_by_text("Your data is being put together.")).to_be_visible()
    make_export.call(DataExport.objects.get().pk)  # as the worker does
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("link", name="Your data of").click()
    archive = ZipFile(download.value.path())
    assert b"The Missing Picture" in archive.read("data/ratings.json")
    assert b"Clay & water" in archive.read("data/lists.json")


def leave(page: Page) -> None:
    page.goto("/settings/deletion/")
    if "reauthenticate" in page.url:  # not where the password was given a moment ago
        confirm_password(page)
    page.get_by_label("Remove them too").check()
    page.get_by_label("I know that this cannot be undone").check()
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("button", name="Keep my account")).to_be_visible()
    assert "will be deleted" in mail.outbox[-1].subject


def test_from_signing_up_to_leaving(page: Page, has_script: bool) -> None:
    title = make_title()
    sign_up_and_verify(page)
    log_in(page)
    expect(page.get_by_text("Successfully signed in as ada")).to_be_visible()
    if has_script:
        add_passkey(page)
    rate(page, title)
    put_on_a_list(page, title)
    take_data(page)
    leave(page)

    page.get_by_role("button", name="Keep my account").click()
    expect(page.get_by_text("Good that you stay.")).to_be_visible()
    leave(page)
    User.objects.update(leaves_at=timezone.now())  # two weeks later
    call_command("delete_leavers", verbosity=0)
    depart.call(User.objects.get().pk)  # as the worker does
    assert not User.objects.exists()
    assert mail.outbox[-1].subject == "[Moviesite] Your account is deleted"
    assert list(differences()) == []
    log_in(page)
    expect(page.get_by_text("not correct")).to_be_visible()
