import pytest
from django.test import Client

from reviews.models import HelpfulVote, InterestVote, Review
from reviews.publishing import set_hidden
from tests.factories import make_goof, make_member, make_review, make_trivia

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return make_review()


def url_of(review: Review) -> str:
    return f"/review/{review.pk}/vote/"


def test_a_member_votes_changes_and_takes_it_back(client: Client, review: Review) -> None:
    client.force_login(make_member())
    response = client.post(url_of(review), {"vote": "yes", "next": "/reviews/"})
    assert (response.status_code, response["Location"]) == (302, "/reviews/")
    client.post(url_of(review), {"vote": "no"})
    assert HelpfulVote.objects.get().is_helpful is False
    client.post(url_of(review), {"vote": "none"})
    assert HelpfulVote.objects.count() == 0


def test_a_visitor_is_led_to_log_in_and_then_to_the_review(client: Client, review: Review) -> None:
    for response in (client.get(url_of(review)), client.post(url_of(review), {"vote": "yes"})):
        assert response["Location"] == f"/accounts/login/?next={url_of(review)}"
    client.force_login(make_member())
    assert client.get(url_of(review))["Location"] == review.get_absolute_url()
    assert HelpfulVote.objects.count() == 0


def test_authors_are_not_asked_and_not_counted(client: Client, review: Review) -> None:
    client.force_login(review.author)
    assert "Was this review helpful" not in client.get(review.get_absolute_url()).content.decode()
    assert client.post(url_of(review), {"vote": "yes"}).status_code == 403
    assert HelpfulVote.objects.count() == 0


def test_a_hidden_review_cannot_be_voted_on(client: Client, review: Review) -> None:
    set_hidden(review, is_hidden=True)
    client.force_login(make_member())
    assert client.post(url_of(review), {"vote": "yes"}).status_code == 404


@pytest.mark.parametrize("vote", ["", "maybe", "\x00", "yes" * 9999])
def test_a_vote_is_yes_no_or_none(client: Client, review: Review, vote: str) -> None:
    client.force_login(make_member())
    assert client.post(url_of(review), {"vote": vote}).status_code == 400


def test_voting_in_place_answers_with_the_votes(client: Client, review: Review) -> None:
    client.force_login(make_member())
    html = client.post(url_of(review), {"vote": "yes"}, headers={"X-In-Place": "1"}).content.decode()
    assert "1 of 1 person found this review helpful." in html
    assert 'value="yes" aria-pressed="true"' in html
    assert "<html" not in html


@pytest.mark.parametrize(("make_remark", "kind"), [(make_trivia, "trivia"), (make_goof, "goof")])
def test_interest_in_trivia_and_goofs(client: Client, make_remark, kind: str) -> None:
    remark = make_remark()
    url = f"/{kind}/{remark.pk}/vote/"
    assert client.get(url)["Location"] == f"/accounts/login/?next={url}"
    client.force_login(make_member())
    assert client.post(url, {"vote": "yes"})["Location"] == remark.title.get_absolute_url()
    html = client.post(url, {"vote": "no"}, headers={"X-In-Place": "1"}).content.decode()
    assert "0 of 1 person found this interesting." in html
    client.post(url, {"vote": "none"})
    assert InterestVote.objects.count() == 0
