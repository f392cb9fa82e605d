"""The desk's first page: what needs attention, counted in one query, to each what they may attend to."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from films import attention
from films.attention import count_all
from films.models import Image, Title
from moviesite.desk.attention import LINES, attention_for
from reviews.models import Report
from tests.factories import (
    make_credit,
    make_faq_entry,
    make_member,
    make_person,
    make_review,
    make_staff,
    make_title,
    make_trivia,
)
from tests.pictures import make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(settings: Any, db: None) -> None:
    settings.REQUIRE_STAFF_MFA = False
    ContentType.objects.get_for_model(Title)


def counts() -> dict[str, int]:
    return {str(each.line.name): each.count for each in count_all(LINES) if each.count}


def test_each_line_counts_its_rows() -> None:
    whole = make_title(plot_outline="Clay figures remember.")
    whole.runtime_set.create(minutes=92)
    whole.poster = Image.objects.create(title=whole, file=make_upload(), licence="CC0", credit="CDP")
    whole.save()
    assert counts() == {}
    bare = make_title("Graves Without a Name", is_published=False)
    make_person("Rithy Panh")
    make_credit(bare, credited_as="Rithy Panh", category="director")
    make_credit(bare, credited_as="Somebody else")
    make_faq_entry(bare)
    make_faq_entry(bare, question="Answered?", answer="Yes.")
    make_trivia(bare)
    make_trivia(bare, source_url="https://example.org/")
    bare.externallink_set.create(
        url="https://example.org/gone", label="Site", dead_since=timezone.localdate()
    )
    assert counts() == {
        "Drafts": 1,
        "No poster": 1,
        "No runtime": 1,
        "No outline": 1,
        "Names in credits that a person of the catalogue has": 1,
        "Questions without an answer": 1,
        "Links that lead nowhere": 1,
        "trivia": 1,
    }


def test_all_lines_cost_one_query(django_assert_num_queries: Any) -> None:
    make_trivia()
    with django_assert_num_queries(1):
        assert len(count_all(LINES)) == len(LINES)
    with django_assert_num_queries(0):
        assert count_all([]) == []


def test_counting_ends_at_its_bound(monkeypatch: Any, client: Client) -> None:
    monkeypatch.setattr(attention, "COUNTED", 2)
    for number in range(4):
        make_title(f"Title {number}")
    client.force_login(make_staff("curator"))
    found = {str(each.line.name): (each.count, each.is_cut) for each in count_all(LINES)}
    assert found["No poster"] == (3, True)
    assert "over 1,000" in client.get("/admin/").content.decode()


def test_only_a_window_is_looked_at_where_no_index_leads(monkeypatch: Any) -> None:
    monkeypatch.setattr(attention, "WINDOW", 2)
    for number in range(3):
        make_title(f"Title {number}", vote_count=number)
        make_trivia()
    assert [title.vote_count for title in attention.without_runtime().order_by("pk")] == [1, 2]
    assert counts()["trivia"] == 2


def test_queue_says_since_when_the_oldest_waits(client: Client) -> None:
    review = make_review()
    for days in (3, 1):
        report = Report.objects.create(review=review, reporter=make_member(), reason="spam")
        Report.objects.filter(pk=report.pk).update(created_at=timezone.now() - timedelta(days=days, hours=1))
    client.force_login(make_staff("moderator"))
    page = client.get("/admin/").content.decode()
    assert "the oldest 3\xa0days, 1\xa0hour ago" in page


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        ("curator", ["Queues", "Titles", "Rows", "Without a source"]),
        ("moderator", ["Queues"]),
        ("administrator", ["Queues", "Background work", "Titles", "Rows", "Without a source"]),
    ],
)
def test_everybody_sees_what_they_may_attend_to(client: Client, role: str, groups: list[str]) -> None:
    member = make_staff(role)
    assert [str(group) for group, _ in attention_for(member)] == groups
    client.force_login(member)
    page = client.get("/admin/").content.decode()
    known = ("Queues", "Background work", "Titles", "Rows")
    assert [group for group in known if f"<h3>{group}</h3>" in page] == [
        group for group in groups if group != "Without a source"
    ]


def test_every_line_leads_to_the_list_it_counts(client: Client) -> None:
    bare = make_title(is_published=False)
    make_person("Rithy Panh")
    make_credit(bare, credited_as="Rithy Panh", category="director")
    make_credit(bare, credited_as="Somebody else")
    make_trivia(bare)
    make_trivia(bare, source_url="https://example.org/")
    make_title("Published").externallink_set.create(url="https://example.org/", label="Alive")
    bare.externallink_set.create(
        url="https://example.org/gone", label="Site", dead_since=timezone.localdate()
    )
    client.force_login(make_staff("administrator"))
    for _group, lines in attention_for(make_staff("administrator")):
        for address, found in lines:
            changelist = client.get(address).context["cl"]
            assert changelist.result_count == found.count, address


@pytest.mark.parametrize("rows", [1, 3])
def test_first_page_opens_in_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        make_credit(make_title(f"Title {number}"), credited_as="Rithy Panh")
    client.force_login(make_staff("administrator"))
    with django_assert_num_queries(8):
        assert client.get("/admin/").status_code == 200
