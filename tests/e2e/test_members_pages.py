"""Pages of a member's own and the ways in, looked over by axe: nothing that keeps anybody out."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from films.partial_date import PartialDate
from reviews.following import follow
from reviews.keeping import note_viewing, put_on_list, put_on_watchlist
from reviews.models import News, NewsKind, SavedSearch, TitleList
from tests.accounts.conftest import make_member_who_can_log_in
from tests.factories import make_person, make_review, make_title

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WAYS_IN = (
    *("login", "signup", "password/reset", "password/reset/done", "password/reset/key/done", "login/code"),
    *("confirm-email", "confirm-email/old", "inactive", "3rdparty/login/error"),
)
OWN = (
    *("/settings/profile/", "/settings/username/", "/settings/privacy/", "/settings/notifications/"),
    *("/settings/avatar/", "/notifications/", "/accounts/email/", "/accounts/password/change/"),
    *("/accounts/2fa/", "/accounts/2fa/webauthn/", "/accounts/sessions/", "/accounts/3rdparty/"),
    *("/accounts/reauthenticate/", "/accounts/logout/", "/following/", "/searches/"),
    *("/member/ada/", "/member/ada/watchlist/", "/member/ada/diary/", "/member/ada/lists/", "/list/{key}/"),
)


@pytest.fixture
def key() -> str:
    """Of a list of a member who keeps one of everything."""
    ada = make_member_who_can_log_in("ada", bio="Watches engines.")
    title = make_title()
    make_review(title, ada)
    put_on_watchlist(ada, title)
    note_viewing(ada, title, PartialDate(2014, 3), is_rewatch=True, note="In Phnom Penh")
    follow(ada, title)
    follow(ada, make_person())
    News.objects.create(title=title, kind=NewsKind.SECTION, section="trivia", key="trivia")
    SavedSearch.objects.create(member=ada, name="Clay", criteria="q=clay")
    own_list = TitleList.objects.create(member=ada, name="Clay and memory")
    put_on_list(own_list, title)
    return own_list.key


@pytest.fixture(params=["light", "dark"])
def context(request, browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=live_server.url, color_scheme=request.param)
    yield context
    context.close()


def faults(context: BrowserContext, paths: list[str]) -> list[str]:
    page, found = context.new_page(), []
    for path in paths:
        page.goto(path)
        violations = Axe().run(page).response["violations"]
        found += [f"{path}: {each['id']} {each['nodes'][0]['html'][:120]}" for each in violations]
        page.set_viewport_size({"width": 320, "height": 700})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{path}: wider than a phone")
        page.set_viewport_size({"width": 1280, "height": 800})
    return found


def test_ways_in_keep_nobody_out(context: BrowserContext) -> None:
    assert faults(context, [f"/accounts/{way}/" for way in WAYS_IN]) == []


def test_members_own_pages_keep_nobody_out(
    context: BrowserContext, live_server: LiveServer, key: str
) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "ada", "password": "nine-mile-walk-42"})
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    assert faults(context, [path.format(key=key) for path in OWN]) == []
