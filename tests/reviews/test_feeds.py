from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from reviews.models import Review
from reviews.publishing import set_hidden
from tests.factories import BODY, make_review

pytestmark = pytest.mark.django_db

ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def entries(client: Client, url: str) -> list[ET.Element]:
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not response.cookies
    return ET.fromstring(response.content).findall("atom:entry", ATOM)


@pytest.fixture
def review() -> Review:
    make_review(headline="Another")
    return make_review(headline="Clay & water", body=f"{BODY} >!He lives.!<")


def test_each_feed_holds_its_reviews(client: Client, review: Review) -> None:
    title, author = review.title, review.author
    assert len(entries(client, "/reviews/feed/")) == 2
    for url in (f"/title/{title.pk}/{title.slug}/reviews/feed/", f"/member/{author.username}/reviews/feed/"):
        (entry,) = entries(client, url)
        assert entry.findtext("atom:title", "", ATOM) == "The Missing Picture (2013): Clay & water"
        assert f"/review/{review.pk}/" in entry.find("atom:link", ATOM).attrib["href"]
        assert entry.findtext("atom:author/atom:name", "", ATOM) == author.name


def test_feeds_give_no_story_away(client: Client, review: Review) -> None:
    make_review(body=f"{BODY} The butler did it.", contains_spoilers=True)
    text = client.get("/reviews/feed/").content.decode()
    assert "He lives." not in text
    assert "[spoiler]" in text
    assert "butler" not in text


def test_a_hidden_review_leaves_the_feeds(client: Client, review: Review) -> None:
    set_hidden(review, is_hidden=True)
    assert len(entries(client, "/reviews/feed/")) == 1


def test_characters_that_xml_cannot_carry_do_not_break_a_feed(client: Client, review: Review) -> None:
    Review.objects.update(headline="a\x0bb", body_html="<p>c\x0cd</p>")
    assert entries(client, "/reviews/feed/")[0].findtext("atom:title", "", ATOM).endswith("ab")
