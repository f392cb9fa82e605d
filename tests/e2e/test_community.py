"""What a member does to a title, with and without script: rate, vote, write, and look behind a spoiler."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from reviews.models import HelpfulVote, Rating, Review
from tests.factories import BODY, make_member, make_review

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def review() -> Review:
    return make_review(headline="Colouring in", body=f"{BODY}\n\nIn the end >!they meet!<.", stars=8)


@pytest.fixture
def reader() -> User:
    return make_member(username="reader")


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, reader: User
) -> Iterator[Page]:
    """A page of a browser in which the reader is logged in."""
    client = Client()
    client.force_login(reader)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=request.param)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    page.has_script = request.param  # type: ignore[attr-defined]
    yield page
    context.close()


def mark(page: Page) -> None:
    """Leaves something on the page that a reload would take away."""
    if page.has_script:  # type: ignore[attr-defined]
        page.evaluate("document.body.dataset.mark = 'kept'")


def expect_in_place(page: Page) -> None:
    if page.has_script:  # type: ignore[attr-defined]
        assert page.evaluate("document.body.dataset.mark") == "kept"


def test_rating_by_keyboard(page: Page, review: Review) -> None:
    page.goto(review.title.get_absolute_url())
    stars = page.get_by_role("group", name="Your rating")
    mark(page)
    stars.get_by_role("radio", name="1", exact=True).focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Rate", exact=True).press("Enter")
    expect(stars.get_by_text("7 out of 10")).to_be_visible()
    expect(page.get_by_text("2 ratings")).to_be_visible()
    assert Rating.objects.get(member__username="reader").value == 7
    expect_in_place(page)
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("1 rating", exact=True)).to_be_visible()
    assert Rating.objects.filter(member__username="reader").count() == 0
    expect_in_place(page)


def test_rating_without_a_star_says_so(page: Page, review: Review) -> None:
    page.goto(review.title.get_absolute_url())
    page.get_by_role("button", name="Rate", exact=True).click()
    expect(page.get_by_text("Choose from 1 to 10 stars.")).to_be_visible()


def test_rating_in_a_list(page: Page, review: Review) -> None:
    page.goto("/titles/")
    mark(page)
    link = page.get_by_role("link", name=re.compile(r"^Rate\b.*The Missing Picture"))
    link.press("Enter")
    stars = page.get_by_role("group", name="Your rating")
    stars.get_by_role("radio", name="1", exact=True).focus()
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Rate", exact=True).press("Enter")
    rated = page.get_by_role("link", name=re.compile(r"^You: 8\b.*The Missing Picture"))
    expect(rated).to_be_visible()
    expect(stars).to_have_count(0)
    expect(page).to_have_url(re.compile("/titles/$"))
    assert Rating.objects.get(member__username="reader").value == 8
    expect_in_place(page)
    if page.has_script:  # type: ignore[attr-defined]
        expect(rated).to_be_focused()
        said = page.get_by_role("status").filter(has_text="Your rating 8 out of 10")
        expect(said).to_have_count(1)


def test_a_rating_form_in_a_list_closes_by_escape(page: Page, review: Review) -> None:
    page.goto("/titles/")
    link = page.get_by_role("link", name=re.compile(r"^Rate\b.*The Missing Picture"))
    link.press("Enter")
    expect(page.get_by_role("group", name="Your rating")).to_be_visible()
    if page.has_script:  # type: ignore[attr-defined]
        page.keyboard.press("Escape")
        expect(page.get_by_role("group", name="Your rating")).to_have_count(0)
        expect(link).to_be_focused()


def test_voting(page: Page, review: Review) -> None:
    page.goto(f"/title/{review.title_id}/{review.title.slug}/reviews/")
    mark(page)
    votes = page.locator(f"#votes-{review.pk}")
    page.get_by_role("button", name="Yes").click()
    expect(votes.get_by_text("1 of 1 person found this review helpful.")).to_be_visible()
    expect(page.get_by_role("button", name="Yes")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="No").click()
    expect(votes.get_by_text("0 of 1 person found this review helpful.")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("button", name="Take it back")).to_have_count(0)
    assert HelpfulVote.objects.count() == 0
    expect_in_place(page)


def test_a_spoiler_opens_by_keyboard(page: Page, review: Review) -> None:
    page.goto(review.get_absolute_url())
    expect(page.get_by_text("they meet")).to_be_hidden()
    page.get_by_role("checkbox", name="Show spoiler").press("Space")
    expect(page.get_by_text("they meet")).to_be_visible()


def test_writing_with_preview(page: Page, review: Review) -> None:
    page.goto(f"/title/{review.title_id}/{review.title.slug}/reviews/new/")
    page.get_by_label("Headline").fill("Water & clay")
    page.get_by_label("Your review").fill("Too *short*.")
    page.get_by_role("group", name="Your rating").get_by_role("radio", name="9").check(force=True)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview").locator("em")).to_have_text("short")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("this one is 138 short")).to_be_visible()
    expect(page.get_by_label("Headline")).to_have_value("Water & clay")
    page.get_by_label("Your review").fill(BODY)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Water & clay")).to_be_visible()
    assert Review.objects.get(author__username="reader").stars == 9


def test_the_length_is_counted_and_an_unsent_text_is_kept(page: Page, review: Review) -> None:
    address = f"/title/{review.title_id}/{review.title.slug}/reviews/new/"
    page.goto(address)
    expect(page.get_by_text("From 150 to 10,000 characters.")).to_be_visible()
    if not page.has_script:  # type: ignore[attr-defined]
        return
    page.get_by_label("Your review").fill("Not \U0001f600 sent")
    expect(page.get_by_text("10 characters, 140 more to go")).to_be_visible()
    page.goto("/")
    page.goto(address)
    expect(page.get_by_label("Your review")).to_have_value("")
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("Your review")).to_have_value("Not \U0001f600 sent")
