"""Bringing one's data in a real browser, with and without script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from reviews.importers.load import write_rows
from reviews.importers.opening import MOST_BYTES
from reviews.importers.reading import read_rows
from reviews.models import DataImport, Rating
from tests.factories import make_member
from tests.reviews.importers.uploads import catalogued, imdb_rating, imdb_ratings

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


WITH_SCRIPT = pytest.mark.parametrize("page", [True], indirect=True, ids=["with script"])


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of a browser in which a member is logged in."""
    client = Client()
    client.force_login(make_member())
    context = browser.new_context(base_url=live_server.url, java_script_enabled=request.param)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


@WITH_SCRIPT  # without, the site says so: tests/site/test_upload_limit.py
def test_a_file_that_is_too_large_is_told_before_it_is_sent(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    with file.open("wb") as large:
        large.truncate(MOST_BYTES + 1)
    page.goto("/settings/import/")
    page.get_by_label("The file").set_input_files(file)
    message = page.get_by_label("The file").evaluate("input => input.validationMessage")
    assert message == "The file is larger than 20.0\xa0MB."
    page.get_by_role("button", name="Upload and look at it").click()
    expect(page).to_have_url(re.compile("/settings/import/$"))
    assert not DataImport.objects.exists()
    small = tmp_path / "small.csv"
    small.write_bytes(b"Const,Title\n")
    page.get_by_label("The file").set_input_files(small)
    assert page.get_by_label("The file").evaluate("input => input.validationMessage") == ""


def test_from_the_file_to_the_rating_and_back(page: Page, tmp_path: Path) -> None:
    catalogued("Clay", imdb="tt1000001")
    file = tmp_path / "ratings.csv"
    file.write_bytes(imdb_ratings(imdb_rating("tt1000001", 8)))
    page.goto("/settings/import/")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Upload and look at it").click()
    expect(page.get_by_text("Your file is being read.")).to_be_visible()
    data_import = DataImport.objects.get()
    read_rows.func(data_import.pk)
    # With script the page looks by itself, without it asks again after five seconds.
    expect(page.get_by_text("1 to be added")).to_be_visible(timeout=10_000)
    page.get_by_role("button", name="Add 1 row").click()
    expect(page.get_by_text("Your data is being written.")).to_be_visible()
    write_rows.func(data_import.pk)
    expect(page.get_by_text("1 row was added.")).to_be_visible(timeout=10_000)
    assert Rating.objects.get().value == 8
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("What was written is being taken back.")).to_be_visible()
