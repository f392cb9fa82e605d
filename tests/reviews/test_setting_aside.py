"""Staff take a ring's votes out of every count in one deed, and put them back when they erred."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.models import User
from reviews.models import (
    ActionKind,
    AggregateRating,
    HelpfulVote,
    ModerationAction,
    Rating,
    Review,
    SetAsideVote,
)
from reviews.permissions import VoteSetAside
from reviews.publishing import ReviewText, edit_review
from reviews.ratings import rate, rate_many
from reviews.recount import differences
from reviews.setting_aside import NothingToSetAside, put_back, set_ratings_aside, set_votes_aside
from reviews.votes import cast_helpful_vote
from tests.factories import BODY, make_member, make_moderator, make_review, make_title
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db


def make_ring(author: User, count: int = 3, reviews: int = 2) -> list[User]:
    """So many members, each of whom found all of this author's reviews helpful."""
    texts, voters = (
        [make_review(author=author) for _ in range(reviews)],
        [make_member() for _ in range(count)],
    )
    for voter in voters:
        for review in texts:
            cast_helpful_vote(voter, review, is_helpful=True)
    return voters


def counts(author: User) -> list[tuple[int, int, int]]:
    reviews = Review.objects.by_author(author).order_by("pk")
    return list(reviews.values_list("helpful_count", "vote_count", "earlier_vote_count"))


def keys(members: list[User]) -> list[int]:
    return [member.pk for member in members]


def test_a_rings_votes_are_set_aside_in_one_deed_and_put_back_as_they_were() -> None:
    author, staff, reader = make_member(), make_moderator(), make_member()
    voters = make_ring(author)
    first = Review.objects.by_author(author).order_by("pk")[0]
    cast_helpful_vote(reader, first, is_helpful=False)
    edit_review(first, ReviewText("Anew", BODY, False, "en", 8))
    before = counts(author)
    assert before == [(3, 4, 4), (3, 3, 0)]
    cast_at = HelpfulVote.objects.filter(member=voters[0]).values_list("created_at", flat=True)[0]

    action = set_votes_aside(staff, keys(voters), [author.pk], "A ring.")
    assert (action.kind, action.vote_count, action.public_reason) == (ActionKind.SET_ASIDE, 6, "A ring.")
    assert counts(author) == [(0, 1, 1), (0, 0, 0)]
    assert SetAsideVote.objects.of(action).count() == 6
    assert list(differences()) == []

    put = put_back(staff, action, "They are a film club.")
    assert (put.kind, put.vote_count) == (ActionKind.PUT_BACK, 6)
    assert counts(author) == before
    assert HelpfulVote.objects.filter(member=voters[0]).values_list("created_at", flat=True)[0] == cast_at
    assert not SetAsideVote.objects.exists()
    assert list(differences()) == []


def test_other_votes_of_the_same_members_stay() -> None:
    author, other = make_member(), make_review()
    voters = make_ring(author)
    cast_helpful_vote(voters[0], other, is_helpful=True)
    set_votes_aside(make_moderator(), keys(voters), [author.pk], "A ring.")
    assert counts(other.author) == [(1, 1, 0)]


def test_what_is_set_aside_cannot_be_cast_anew() -> None:
    author = make_member()
    voters = make_ring(author, count=1)
    set_votes_aside(make_moderator(), keys(voters), [author.pk], "A ring.")
    with pytest.raises(VoteSetAside):
        cast_helpful_vote(voters[0], Review.objects.by_author(author)[0], is_helpful=True)
    assert counts(author) == [(0, 0, 0), (0, 0, 0)]


def test_only_staff_set_aside_and_never_their_own_or_for_themselves() -> None:
    author, staff = make_member(), make_moderator()
    voters = make_ring(author)
    for moderator, by, of in (
        (make_member(is_staff=True), keys(voters), [author.pk]),
        (staff, [staff.pk, *keys(voters)], [author.pk]),
        (staff, keys(voters), [staff.pk]),
    ):
        with pytest.raises(PermissionDenied):
            set_votes_aside(moderator, by, of, "A ring.")
    with pytest.raises(NothingToSetAside):
        set_votes_aside(staff, [author.pk], keys(voters), "A ring.")
    assert not ModerationAction.objects.exists()


def test_newcomers_ratings_are_set_aside_and_put_back() -> None:
    title, staff = make_title(), make_moderator()
    rate(make_member(date_joined=timezone.now() - timedelta(days=30)), title, 8)
    crowd = [make_member() for _ in range(5)]
    for member in crowd:
        rate(member, title, 1)
    make_review(title, crowd[0], stars=1)
    action = set_ratings_aside(staff, title, timezone.now() - timedelta(hours=1), "A crowd.")
    title.refresh_from_db()
    assert (action.vote_count, action.title, title.vote_count) == (5, title, 1)
    assert AggregateRating.objects.for_title(title).value == 8
    assert Review.objects.get().stars is None
    with pytest.raises(VoteSetAside):
        rate(crowd[0], title, 1)
    assert rate_many(crowd[1], {title.pk: 10}) == []
    put_back(staff, action, "They came from a festival.")
    assert Rating.objects.filter(title=title, value=1).count() == 5
    assert Review.objects.get().stars == 1
    assert list(differences()) == []


def test_staff_choose_rings_and_the_public_log_tells(client: Client) -> None:
    author, staff = make_member(username="star"), make_moderator()
    voter = make_ring(author, count=1, reviews=5)[0]
    client.force_login(staff)
    address = "/admin/reviews/helpfulvote/rings/"
    key = f"{voter.pk}:{author.pk}"
    assert f'value="{key}"' in client.get(address).content.decode()
    refused = client.post(address, {"rings": [key]})
    assert refused.status_code == 422
    assert f'value="{key}" id="ring-{key}"' in refused.content.decode()
    client.post(address, {"rings": [key], "reason": "One voter, one author."})
    action = ModerationAction.objects.get()
    assert action.vote_count == 5
    log = text_of(client.get("/moderation/log/").content.decode())
    assert "Votes set aside : 5 votes" in log
    assert "One voter, one author." in log
    assert "star" not in log
    undo = f"/admin/reviews/helpfulvote/set-aside/{action.pk}/"
    assert "One voter, one author." in client.get(undo).content.decode()
    client.post(undo, {"reason": "An admirer."})
    assert counts(author) == [(1, 1, 0)] * 5
    assert "Votes counted again : 5 votes" in text_of(client.get("/moderation/log/").content.decode())


def test_a_voter_is_told(client: Client) -> None:
    author = make_member()
    voters = make_ring(author, count=1)
    set_votes_aside(make_moderator(), keys(voters), [author.pk], "A ring.")
    client.force_login(voters[0])
    assert "The staff no longer count some of your votes." in client.get("/notifications/").content.decode()
    review = Review.objects.by_author(author)[0]
    assert client.post(f"/review/{review.pk}/vote/", {"vote": "yes"}).status_code == 403
