"""A curator's day, as docs/curating.md tells it. With SCREENSHOTS=folder, each step leaves a picture there."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from films.history import revising
from films.models import Credit, Merge, Person, Title
from films.search import index_people, index_with_people
from reviews.models import Report, Review
from tests.factories import (
    make_credit,
    make_member,
    make_person,
    make_review,
    make_staff,
    make_suggestion,
    make_title,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CREDITS = """id,title,person,person_name,category,job,characters,note,billing
,{title},,Rithy Panh,director,,,,1
,{title},,Rithy Panh,writer,,,,1
,{title},,Christophe Bataille,writer,text,,,2
,{title},,Randal Douc,cast,,Narrator,voice,1
,{title},,Marc Marder,composer,,,,1
,{title},,Catherine Dussart,producer,producer,,,1
"""


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A browser in which somebody is logged in who curates and moderates."""
    member = make_staff("curator", username="sothea")
    member.groups.add(Group.objects.get(name="moderator"))
    client = Client()
    client.force_login(member)
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1100, "height": 760})
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


def keep(page: Page, name: str) -> None:
    """A picture of what is on the screen, if pictures are wanted."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.screenshot(path=str(Path(folder) / f"desk-{name}.png"))


def told(page: Page, words: str) -> None:
    expect(page.locator(".messagelist")).to_contain_text(words)


def test_title_is_added_and_its_credits_come_from_a_spreadsheet(page: Page, tmp_path: Path) -> None:
    people = ("Rithy Panh", "Randal Douc", "Marc Marder")
    index_people([make_person(name).pk for name in people])
    page.goto("/admin/")
    keep(page, "first-page")
    page.goto("/admin/films/title/add/")
    page.get_by_label("Primary title").fill("Graves Without a Name")
    page.get_by_label("Original title").fill("Les tombeaux sans noms")
    page.locator("[name=year]").fill("2018")
    page.get_by_label("Published").uncheck()
    page.get_by_role("button", name="Save and continue editing").first.click()
    told(page, "was added successfully")
    title = Title.objects.get()
    sheet = tmp_path / "credits.csv"
    sheet.write_text(CREDITS.format(title=title.pk), encoding="utf-8")
    page.goto("/admin/films/credit/import/")
    page.get_by_label("File").set_input_files(sheet)
    page.get_by_label("Add people, companies and words").check()
    page.get_by_label("Why").fill("From the film’s own credits")
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_role("button", name="Write it")).to_be_visible()
    assert Credit.objects.count() == 0
    keep(page, "spreadsheet")
    page.get_by_role("button", name="Write it").click()
    told(page, "6 rows were written.")
    names = title.credit_set.order_by("category", "billing").values_list("category", "person__primary_name")
    assert list(names) == [
        ("cast", "Randal Douc"),
        ("composer", "Marc Marder"),
        ("director", "Rithy Panh"),
        ("producer", "Catherine Dussart"),
        ("writer", "Rithy Panh"),
        ("writer", "Christophe Bataille"),
    ]
    assert Person.objects.count() == 5
    page.goto(f"/admin/films/title/{title.pk}/change/")
    keep(page, "completeness")
    page.goto(title.get_absolute_url())
    expect(page.get_by_text("Staff alone see this title until it is published.")).to_be_visible()
    keep(page, "draft")


def test_date_is_put_right_with_a_reason(page: Page) -> None:
    title = make_title()
    title.releasedate_set.create(country="FR", date="2013-05-18", note="Cannes")
    page.goto(f"/admin/films/title/{title.pk}/releases/")
    page.locator("[name=releasedate_set-0-date]").fill("2013-05-19")
    page.get_by_label("Why").fill("The festival’s programme says the 19th")
    page.keyboard.press("Control+s")
    told(page, "was changed successfully")
    assert str(title.releasedate_set.get().date) == "19 May 2013"
    page.goto(f"{title.get_absolute_url()}history/")
    expect(page.get_by_text("The festival’s programme says the 19th")).to_be_visible()
    keep(page, "history")


def test_two_people_are_merged_and_parted_again(page: Page) -> None:
    kept, lost = make_person("Rithy Panh"), make_person("Panh Rithy")
    credit = make_credit(make_title(), lost, category="director")
    page.goto("/admin/films/merge/choose/")
    page.get_by_label("What").select_option("person")
    page.get_by_label("The record that stays").fill(str(kept.pk))
    page.get_by_label("The record that goes into it").fill(str(lost.pk))
    page.get_by_role("button", name="Compare").click()
    keep(page, "merging")
    page.get_by_role("button", name="See what will happen").click()
    page.locator("[name=note]").fill("The same director")
    page.get_by_role("button", name="Merge them").click()
    told(page, "Merged")
    credit.refresh_from_db()
    assert (credit.person_id, list(Person.objects.values_list("pk", flat=True))) == (kept.pk, [kept.pk])
    page.get_by_role("button", name="Undo this merge").click()
    told(page, "Undone: everything is as it was before.")
    credit.refresh_from_db()
    assert (credit.person_id, Merge.objects.get().undone_at is None) == (lost.pk, False)


def test_suggestion_is_answered(page: Page) -> None:
    title = make_title()
    make_suggestion(title, author=make_member(username="lina"))
    page.goto("/admin/")
    page.get_by_role("link", name="Suggestions").first.click()
    page.get_by_role("link", name=str(title)).click()
    keep(page, "suggestion")
    page.get_by_role("button", name="Accept").click()
    told(page, "Accepted. It stands on the page, and the author is told.")


def test_vandal_is_reverted(page: Page) -> None:
    vandal = make_staff("curator", username="vandal")
    title = make_title(plot_outline="Clay figures stand in for what was not filmed.")
    with revising(by=vandal, note="lol"):
        title.plot_outline, title.year = "Nothing happens.", 1913
        title.save()
    page.goto("/admin/films/revision/undo-member/")
    page.get_by_label("Username").fill("vandal")
    page.get_by_label("Since").fill(f"{timezone.now() - timedelta(days=1):%Y-%m-%d %H:%M}")
    page.get_by_role("button", name="Show what they did").click()
    expect(page.get_by_text("Nothing happens.")).to_be_visible()
    keep(page, "vandal")
    page.get_by_label("Why").fill("Vandalism")
    page.get_by_role("button", name="Undo all of this").click()
    told(page, "Reverted: 1 revision.")
    title.refresh_from_db()
    assert (title.plot_outline[:12], title.year) == ("Clay figures", 2013)


def test_review_is_hidden(page: Page) -> None:
    review = make_review(headline="Buy cheap clay here")
    Report.objects.create(review=review, reporter=make_member(), reason="spam", note="It sells clay.")
    index_with_people([review.title_id])
    page.goto("/admin/")
    page.get_by_role("link", name="Open reports").click()
    page.get_by_role("link", name="Buy cheap clay here").first.click()
    page.get_by_role("radio", name="Hide the review").check()
    page.locator("[name=reason]").fill("It advertises a shop.")
    keep(page, "report")
    page.get_by_role("button", name="Decide").click()
    told(page, "Decided.")
    assert Review.objects.visible().count() == 0
