"""The desk in a real browser: saved by keyboard, asked about before leaving, rows created while editing others."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from films.models import LargeChange, Title
from tests.factories import make_credit, make_staff, make_title

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def title() -> Title:
    return make_title()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, title: Title) -> Iterator[Page]:
    """A page of a browser in which a curator is logged in."""
    client = Client()
    client.force_login(make_staff("curator", username="curator"))
    context = browser.new_context(base_url=live_server.url)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_form_is_saved_by_keyboard_and_stays(page: Page, title: Title) -> None:
    page.goto(f"/admin/films/title/{title.pk}/change/")
    page.get_by_label("Primary title").fill("The Missing Image")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page).to_have_url(f"/admin/films/title/{title.pk}/change/")
    title.refresh_from_db()
    assert title.primary_title == "The Missing Image"


def test_leaving_with_something_unsaved_is_asked_about(page: Page, title: Title) -> None:
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(f"/admin/films/title/{title.pk}/change/")
    page.get_by_label("Primary title").fill("The Missing Image")
    page.get_by_role("link", name="Cast and crew").click()
    expect(page.get_by_label("Primary title")).to_have_value("The Missing Image")
    page.get_by_label("Primary title").fill(title.primary_title)
    page.get_by_role("link", name="Cast and crew").click()
    expect(page).to_have_url(f"/admin/films/title/{title.pk}/credits/")
    assert asked == ["beforeunload"]


def test_person_is_created_by_keyboard_while_a_credit_is_written(page: Page, title: Title) -> None:
    page.goto(f"/admin/films/title/{title.pk}/credits/")
    add = page.locator("#add_id_credit_set-0-person")
    add.focus()
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    form = opened.value
    form.get_by_label("Name:", exact=True).fill("Rithy Panh")
    form.keyboard.press("Enter")
    expect(page.locator("#select2-id_credit_set-0-person-container")).to_contain_text("Rithy Panh")
    page.locator("#id_credit_set-0-category").select_option("director")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    credit = title.credit_set.get()
    assert (str(credit.person), credit.category) == ("Rithy Panh", "director")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "films/title/",
        "films/title/{}/change/",
        "films/title/{}/credits/",
        "films/quote/import/",
        "films/largechange/",
        "films/largechange/{}/change/",
    ],
)
def test_pages_of_the_desk_have_no_faults_that_axe_finds(page: Page, title: Title, address: str) -> None:
    make_credit(title)
    curator = User.objects.get(username="curator")
    outcome = {
        "left": 1,
        "count": 1,
        "conflicts": [{"label": "title: Clay", "why": "It has been changed since."}],
    }
    LargeChange.objects.create(
        pk=title.pk,
        asked_by=curator,
        deed="revert",
        status="ready",
        name="edit 1",
        outcome=outcome,
        row_count=600,
    )
    page.goto(f"/admin/{address.format(title.pk)}")
    page.wait_for_load_state("load")
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_popup_of_the_desk_leaves_no_complaint_of_the_policy(page: Page, title: Title) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for address in ("/admin/", "/admin/films/title/", f"/admin/films/title/{title.pk}/credits/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert complaints == []
