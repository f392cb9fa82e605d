"""What a visitor can reach by following links: it is all there, and one copy of it serves everyone."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories import make_credit, make_genre, make_member, make_review, make_title

pytestmark = pytest.mark.django_db

# Forms that a visitor fills in: they need a cookie of their own.
FORMS = ("/accounts/", "/admin/")
MOST_PAGES = 300


def links(html: str, base: str) -> Iterator[str]:
    for href in re.findall(r'\b(?:href|src|action)="([^"]*)"', html):
        address = urlsplit(urljoin(f"http://testserver{base}", urldefrag(href).url.replace("&amp;", "&")))
        if address.netloc == "testserver" and address.scheme == "http":
            yield address.path + (f"?{address.query}" if address.query else "")


def walk(client: Client, start: str = "/") -> Iterator[tuple[str, HttpResponse]]:
    """Every address that links lead to from here, redirects followed as links, with its answer."""
    waiting, seen = [start], {start}
    while waiting:
        assert len(seen) <= MOST_PAGES, "links without end"
        address = waiting.pop()
        response = client.get(address)
        if response.streaming:
            response.getvalue()
        yield address, response
        if "Location" in response.headers:
            found = [urljoin(address, response.headers["Location"])]
        elif response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            found = list(links(response.content.decode(), address))
        else:
            found = []
        for link in found:
            if link not in seen and not link.startswith(FORMS):
                seen.add(link)
                waiting.append(link)


@pytest.fixture
def catalogue() -> None:
    title = make_title()
    make_genre("Documentary", title, make_title("Another", 2014))
    make_credit(title)
    make_credit(title, category="director")
    make_review(title)


@pytest.mark.usefixtures("catalogue")
def test_every_link_leads_somewhere() -> None:
    missing = [
        (address, response.status_code)
        for address, response in walk(Client())
        if response.status_code not in {200, 301, 302}
    ]
    assert missing == []


@pytest.mark.usefixtures("catalogue")
def test_no_page_hands_out_a_cookie_or_depends_on_one() -> None:
    pages = [
        (address, list(response.cookies), "cookie" in response.headers.get("Vary", "").lower())
        for address, response in walk(Client())
    ]
    assert len(pages) > 5
    assert [page for page in pages if page[1] or page[2]] == []


@pytest.mark.usefixtures("catalogue")
def test_no_page_may_be_shown_again_without_asking() -> None:
    unasked = [
        address
        for address, response in walk(Client())
        if response.headers.get("Content-Type", "").startswith("text/html")
        and response.headers.get("Cache-Control") not in {"no-cache", "public, no-cache"}
    ]
    assert unasked == []


@pytest.mark.usefixtures("catalogue")
def test_what_a_member_reads_is_private() -> None:
    client = Client()
    client.force_login(make_member())
    shared = [
        address
        for address, response in walk(client)
        if response.headers.get("Content-Type", "").startswith("text/html")
        and "private" not in response.headers.get("Cache-Control", "")
    ]
    assert shared == []
