"""What is meant for machines passes the browser's security policy without being run."""

import json

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_title

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_structured_data_is_read_and_never_run(page: Page, live_server: LiveServer) -> None:
    name = "</script><script>document.title = 'run'</script>"
    title = make_title(primary_title=name)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(live_server.url + title.get_absolute_url())
    blocks = page.locator('script[type="application/ld+json"]').all_inner_texts()
    assert [json.loads(block)["name"] for block in blocks] == [name]
    assert page.title().startswith(name)
    assert complaints == []
