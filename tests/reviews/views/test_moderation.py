from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from reviews.models import ActionKind, Appeal, Ground, ModerationAction, Review
from reviews.moderation import Decision, decide_appeal, decide_review
from tests.factories import (
    make_action,
    make_member,
    make_moderator,
    make_review,
    make_suspended_member,
    make_title,
)
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db

LOG = "/moderation/log/"
SECRET = "Dear member, your shop at Elm Street 4 is not a film."


def hidden_review() -> tuple[Review, ModerationAction]:
    review = make_review(headline="Buy shoes")
    return review, decide_review(make_moderator(), review, Decision(ActionKind.HIDE, Ground.SPAM, SECRET))


def test_the_log_says_what_was_decided_and_nothing_private(client: Client) -> None:
    review, action = hidden_review()
    response = client.get(LOG)
    words = text_of(response.content.decode())
    assert "Hidden · Spam or advertising" in words
    assert "by a moderator · a review · The Missing Picture (2013)" in words
    assert action.moderator is not None
    for private in (SECRET, "Buy shoes", review.author.username, action.moderator.username):
        assert private not in words
    assert f"/review/{review.pk}/" not in response.content.decode()
    assert response.cookies == {}


def test_a_title_taken_from_the_site_is_not_named(client: Client) -> None:
    make_action(title=make_title("Secret Film", is_published=False))
    assert "Secret Film" not in client.get(LOG).content.decode()


@pytest.mark.parametrize(
    ("kind", "is_told"),
    [
        ("mark_spoiler", True),
        ("restore", True),
        ("warn", False),
        ("suspend", False),
        ("lift_suspension", False),
        ("appeal_rejected", False),
    ],
)
def test_the_log_does_not_lead_to_whom_a_decision_is_about(client: Client, kind: str, is_told: bool) -> None:
    review = make_review()
    until = timezone.localdate() if kind == "suspend" else None
    make_action(kind=kind, review=review, member=review.author, title=review.title, until_date=until)
    page = client.get(LOG).content.decode()
    assert [url in page for url in (review.get_absolute_url(), review.title.get_absolute_url())] == [
        is_told
    ] * 2


@pytest.mark.parametrize(("rows", "queries"), [(1, 1), (3, 1)])
def test_the_log_asks_once(client: Client, django_assert_num_queries, rows: int, queries: int) -> None:
    for _ in range(rows):
        make_action(title=make_title(), review=make_review(), member=make_member())
    with django_assert_num_queries(queries):
        assert client.get(LOG).content.decode().count('class="logged"') == rows


def test_the_log_is_paged_by_key(client: Client) -> None:
    for _ in range(51):
        make_action()
    first = client.get(LOG).content.decode()
    last = ModerationAction.objects.order_by("id")[1]
    assert first.count('class="logged"') == 50
    assert f'href="?after={last.pk}"' in first
    assert client.get(f"{LOG}?after={last.pk}").content.decode().count('class="logged"') == 1
    assert client.get(f"{LOG}?after=nonsense").status_code == 404


def test_the_author_reads_the_reason_on_the_page_of_the_review(client: Client) -> None:
    review, action = hidden_review()
    client.force_login(review.author)
    words = text_of(client.get(review.get_absolute_url()).content.decode())
    assert "Only you see this: hidden by the staff" in words
    assert SECRET in words
    assert SECRET in text_of(client.get(action.get_absolute_url()).content.decode())


def test_others_do_not_find_the_decision(client: Client) -> None:
    _, action = hidden_review()
    client.force_login(make_member())
    for url in (action.get_absolute_url(), f"{action.get_absolute_url()}appeal/"):
        assert client.get(url).status_code == 404


def test_an_author_appeals_and_reads_the_answer(client: Client) -> None:
    review, action = hidden_review()
    client.force_login(review.author)
    url = f"/moderation/{action.pk}/appeal/"
    assert f'href="{url}"' in client.get(action.get_absolute_url()).content.decode()
    assert client.post(url, {"text": " \u200b "}).status_code == 422
    for _ in range(2):
        response = client.post(url, {"text": "It is about shoes in the film."})
        assert response["Location"] == action.get_absolute_url()
    assert "Somebody else than who decided will answer." in text_of(
        client.get(action.get_absolute_url()).content.decode()
    )
    decide_appeal(make_moderator(), Appeal.objects.get(), is_upheld=True, answer="So it is.")
    words = text_of(client.get(action.get_absolute_url()).content.decode())
    assert "The appeal was upheld. So it is." in words


def test_every_page_tells_a_suspended_member_that_they_only_read(client: Client) -> None:
    words = "Your account is suspended up to and including"
    client.force_login(make_suspended_member())
    for url in ("/", make_title().get_absolute_url(), LOG):
        assert words in client.get(url).content.decode()
    refused = client.post(f"{make_title().get_absolute_url()}rating/", {"value": "8"})
    assert (refused.status_code, words in refused.content.decode()) == (403, False), (
        "said once, and at length"
    )
    client.force_login(make_member())
    assert words not in client.get("/").content.decode()


def test_a_suspended_member_is_told_why_and_may_appeal(client: Client) -> None:
    review, title = make_review(), make_title()
    until = timezone.localdate() + timedelta(days=7)
    decision = Decision(ActionKind.SUSPEND, Ground.ABUSE, "For what you wrote.", until)
    action = decide_review(make_moderator(), review, decision)
    client.force_login(review.author)
    response = client.post(f"/title/{title.pk}/{title.slug}/rating/", {"value": "7"})
    words = text_of(response.content.decode())
    assert response.status_code == 403
    assert "For what you wrote." in words
    assert f"/moderation/{action.pk}/" in response.content.decode()
    assert client.post(f"/moderation/{action.pk}/appeal/", {"text": "No."}).status_code == 302


def test_a_held_review_says_that_it_waits(client: Client) -> None:
    review = make_review(is_hidden=True, is_held=True)
    client.force_login(review.author)
    words = text_of(client.get(review.get_absolute_url()).content.decode())
    assert "Only you see this: waiting for a moderator to read it" in words
