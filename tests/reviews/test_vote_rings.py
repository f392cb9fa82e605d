"""Who votes for one author alone, and whose members vote for each other."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from reviews.models import Review
from reviews.vote_rings import Ring, find_rings
from reviews.votes import cast_helpful_vote
from tests.factories import make_member, make_review

pytestmark = pytest.mark.django_db


def make_authors(count: int, reviews: int = 2) -> list[User]:
    authors = [make_member() for _ in range(count)]
    for author in authors:
        for _ in range(reviews):
            make_review(author=author)
    return authors


def vote_for(voter: User, authors: list[User]) -> None:
    for review in Review.objects.filter(author__in=authors).exclude(author=voter):
        cast_helpful_vote(voter, review, is_helpful=True)


def test_one_voter_for_one_author_is_found_in_spite_of_a_vote_elsewhere() -> None:
    (author,), (other,) = make_authors(1, reviews=9), make_authors(1, reviews=1)
    voter, reader = make_member(), make_member()
    vote_for(voter, [author, other])
    vote_for(reader, [other])
    assert find_rings() == [Ring((voter,), (author,), 9)]


def test_few_votes_or_many_authors_are_no_sign() -> None:
    (author,), others = make_authors(1, reviews=4), make_authors(5)
    vote_for(make_member(), [author])
    vote_for(make_member(), others)
    assert find_rings() == []


def test_a_ring_votes_for_itself() -> None:
    ring, others = make_authors(4), make_authors(3)
    for member in ring:
        vote_for(member, ring)
    reader = make_member()
    vote_for(reader, [*ring, *others])
    (found,) = find_rings()
    assert (found.voters, found.authors, found.votes) == (tuple(ring), tuple(ring), 24)
    assert found.key == ":".join(["-".join(str(member.pk) for member in ring)] * 2)


@pytest.mark.parametrize("rows", [1, 3])
def test_rings_are_found_in_three_queries(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        vote_for(make_member(), make_authors(1, reviews=5))
    with django_assert_num_queries(3):
        assert len(find_rings()) == rows
