"""What looks like markup, and comes from a member, is shown as text: in every field, on every page, in feeds."""

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from reviews.models import ActionKind, Report, Review, TitleList, Viewing
from tests.factories import (
    BODY,
    make_action,
    make_member,
    make_moderator,
    make_review,
    make_title,
    make_trivia,
)

pytestmark = pytest.mark.django_db

LINES = (Path(__file__).parents[1] / "data" / "naughty.txt").read_text().splitlines()
ADDRESSES = {"href", "src", "action", "formaction", "srcdoc"}


class Dangers(HTMLParser):
    """Scripts that are not ours, handlers, and addresses that run something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        is_ours = (
            values.get("src", "").startswith(("/static/", "/admin/jsi18n/"))
            or values.get("type") == "application/ld+json"
        )
        if tag in {"iframe", "style", "math"} or (tag == "script" and not is_ours):
            self.found.append((tag, str(values)))
        for name, value in values.items():
            runs = re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE)
            if name.startswith("on") or (name in ADDRESSES and runs):
                self.found.append((tag, f"{name}={value}"))


def dangers(client: Client, *addresses: str) -> list[tuple[str, str, str]]:
    found = []
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        found += [(address, *danger) for danger in Dangers(response.content.decode()).found]
    return found


def test_a_review(client: Client) -> None:
    client.force_login(make_member(username="author"))
    for line in LINES:
        title = make_title()
        form = {"headline": line, "body": f"{line}\n\n{BODY} {title.pk}", "language": "en", "stars": "5"}
        assert client.post(f"/title/{title.pk}/{title.slug}/reviews/new/", form).status_code in (
            302,
            422,
            429,
        )
        Review.objects.filter(title=title).update(is_hidden=False, is_held=False)
        if review := Review.objects.filter(title=title).first():
            page = f"/review/{review.pk}/"
            assert dangers(client, page, f"{page}edit/", title.get_absolute_url()) == []
    assert Review.objects.count() >= 3
    assert dangers(client, "/reviews/", "/member/author/reviews/", "/member/author/") == []
    ET.fromstring(client.get("/reviews/feed/").content)


@pytest.mark.parametrize("line", LINES)
def test_reviews_whatever_they_say(client: Client, line: str) -> None:
    review = make_review(headline=line[:120], body=f"{line}\n\n{BODY}")
    assert dangers(client, f"/review/{review.pk}/", review.title.get_absolute_url(), "/reviews/") == []
    ET.fromstring(client.get("/reviews/feed/").content)


def test_lists_notes_and_the_diary(client: Client) -> None:
    client.force_login(make_member(username="author"))
    title = make_title()
    for line in LINES:
        client.post("/lists/new/", {"name": line, "description": line, "visibility": "public"})
        client.post(f"/title/{title.pk}/{title.slug}/viewings/", {"date": "", "note": line})
    lists = [each.get_absolute_url() for each in TitleList.objects.all()]
    assert (len(lists), Viewing.objects.count()) == (len(LINES), 1)
    assert dangers(client, "/member/author/lists/", "/member/author/diary/", *lists) == []


def test_reports_decisions_and_appeals(client: Client) -> None:
    member, staff = make_member(), make_moderator()
    title = make_title()
    for line in LINES:
        client.force_login(member)
        row = make_trivia(title, text=line)
        where = f"/title/{title.pk}/{title.slug}/report/"
        client.post(where, {"section": "trivia", "row": row.pk, "reason": "other", "note": line})
        action = make_action(kind=ActionKind.WARN, member=member, title=title, reason=line)
        client.post(f"/moderation/{action.pk}/appeal/", {"text": line})
        assert dangers(client, f"/moderation/{action.pk}/") == []
    client.force_login(staff)
    reports = [f"/admin/reviews/report/{report.pk}/change/" for report in Report.objects.all()]
    assert len(reports) >= 10
    assert (
        dangers(client, "/admin/reviews/report/", "/admin/reviews/appeal/", "/moderation/log/", *reports)
        == []
    )
    assert dangers(client, f"/title/{title.pk}/{title.slug}/trivia/") == []
