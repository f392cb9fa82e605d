"""A member proposes, a curator accepts with changes, and the page names who proposed it; without script too."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, expect

from films.search import index_people
from tests.factories import make_curator, make_member, make_person, make_title

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def logged_in(browser: Browser, member, server: str, *, with_script: bool):
    client = Client()
    client.force_login(member)
    context = browser.new_context(base_url=server, java_script_enabled=with_script)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server}])
    return context.new_page()


@pytest.mark.parametrize("with_script", [True, False])
def test_a_synopsis_goes_from_a_member_to_the_page(browser: Browser, live_server, with_script: bool) -> None:
    title = make_title(plot_outline="Clay figures stand in for what was not filmed.")
    page = logged_in(browser, make_member(username="lina"), live_server.url, with_script=with_script)
    page.goto(title.get_absolute_url())
    page.get_by_role("link", name="Edit page").click()
    page.get_by_role("link", name="Synopses", exact=True).click()
    page.get_by_label("Text", exact=True).fill("It begins with clay.")
    page.get_by_role("textbox", name="Note").fill("I saw it.")
    if with_script:
        assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Suggest this addition").click()
    expect(page.get_by_text("Number 1 in the queue.")).to_be_visible()
    if with_script:
        assert Axe().run(page).violations_count == 0

    desk = logged_in(browser, make_curator(username="curator"), live_server.url, with_script=with_script)
    desk.goto("/admin/films/suggestion/")
    desk.get_by_role("link", name=str(title)).click()
    desk.get_by_label("Text").fill("It begins with clay and water.")
    desk.get_by_role("button", name="Accept").click()
    expect(desk.get_by_text("the author is told")).to_be_visible()

    page.goto(f"{title.get_absolute_url()}plot/")
    page.get_by_text("Show it").click()
    expect(page.get_by_text("It begins with clay and water.")).to_be_visible()
    page.goto(title.get_absolute_url())
    expect(page.get_by_text("Contributors to this page:").get_by_role("link", name="lina")).to_be_visible()
    page.goto("/contributions/")
    expect(page.get_by_text("accepted with changes")).to_be_visible()
    page.goto("/notifications/")
    expect(page.get_by_text("was accepted with changes.")).to_be_visible()


def test_a_person_is_proposed_while_one_types(browser: Browser, live_server) -> None:
    person, title = make_person("Randal Douc"), make_title()
    index_people([person.pk])
    page = logged_in(browser, make_member(), live_server.url, with_script=True)
    page.goto(f"/contribute/title/{title.pk}/credit/")
    field = page.locator("[data-lookup=person]")
    field.press_sequentially("rand")
    expect(page.locator("datalist option")).to_have_attribute("value", f"Randal Douc #{person.pk}")
