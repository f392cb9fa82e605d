import pytest
from django.test import Client

from reviews.models import Appeal, Ground, Report
from reviews.moderation import appeal
from reviews.reporting import report
from tests.factories import make_action, make_faq_entry, make_member, make_moderator, make_review

pytestmark = pytest.mark.django_db

QUEUE = "/admin/reviews/report/"
DECISION = {"kind": "hide", "ground": "spam", "reason": "A shop."}


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_moderator())
    return client


def test_only_moderators_see_the_queue(client: Client) -> None:
    reported = report(make_member(), make_review(), Ground.SPAM)
    client.force_login(make_member(is_staff=True))
    for url in (QUEUE, f"{QUEUE}{reported.pk}/change/", "/admin/reviews/helpfulvote/rings/"):
        assert client.get(url).status_code == 403
    assert client.post(f"{QUEUE}{reported.pk}/change/", DECISION).status_code == 403


def test_a_moderator_reads_and_decides(desk: Client) -> None:
    review = make_review(headline="Buy shoes")
    reported = report(make_member(), review, Ground.SPAM, "Elm Street.")
    url = f"{QUEUE}{reported.pk}/change/"
    page = desk.get(url).content.decode()
    assert all(words in page for words in ("Buy shoes", "Elm Street.", review.author.username))
    assert desk.post(url, DECISION | {"reason": ""}).status_code == 422
    assert desk.post(url, DECISION | {"kind": "suspend"}).status_code == 422
    assert desk.post(url, DECISION).status_code == 302
    review.refresh_from_db()
    assert (review.is_hidden, Report.objects.get().status) == (True, "upheld")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_opens_in_a_fixed_number_of_queries(
    desk: Client, django_assert_num_queries, rows: int
) -> None:
    for _ in range(rows):
        report(make_member(), make_review(), Ground.SPAM)
    report(make_member(), make_faq_entry(), Ground.SPAM)
    with django_assert_num_queries(6):
        assert desk.get(QUEUE).status_code == 200


def test_an_appeal_is_decided_by_somebody_else(client: Client) -> None:
    first, review = make_moderator(), make_review()
    action = make_action(moderator=first, review=review, member=review.author)
    made = appeal(review.author, action, "No shop.")
    url = f"/admin/reviews/appeal/{made.pk}/change/"
    answer = {"verdict": "upheld", "answer": "Right."}
    client.force_login(first)
    assert client.post(url, answer).status_code == 403
    client.force_login(make_moderator())
    assert client.post(url, answer).status_code == 302
    assert Appeal.objects.get().status == "upheld"
