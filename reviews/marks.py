"""What a member has already said about what a page shows, so that the page can say so. Visitors cost no query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from films.models import Person, Title
from reviews.models import Follow, HelpfulVote, Interest, InterestVote, Rating, Review, WatchlistEntry


@dataclass
class MemberMarks:
    """`stars` is the member's rating of the title; `review` their own review, whatever its state."""

    stars: int | None = None
    review: Review | None = None
    is_on_watchlist: bool = False
    is_followed: bool = False


def member_marks(
    member: User | AnonymousUser, title: Title | None = None, reviews: Sequence[Review] = ()
) -> MemberMarks:
    """The member's stars and own review of `title`; each of `reviews` gets `own_vote`: True, False or None.

    At most five queries, each of a few rows by key.
    """
    marks = MemberMarks()
    if not member.is_authenticated:
        return marks
    if title is not None:
        marks.stars = own_stars(member, [title]).get(title.pk)
        marks.review = Review.objects.by_author(member).for_title(title).first()
        marks.is_on_watchlist = WatchlistEntry.objects.of_member(member).for_title(title).exists()
        marks.is_followed = is_followed_by(member, title)
    if reviews:
        votes = dict(
            HelpfulVote.objects.filter(
                member=member, review__in=[review.pk for review in reviews]
            ).values_list("review", "is_helpful")
        )
        for review in reviews:
            review.own_vote = votes.get(review.pk)
    return marks


def is_followed_by(member: User | AnonymousUser, target: Title | Person) -> bool:
    return member.is_authenticated and Follow.objects.of_member(member).of_target(target).exists()


def own_stars(member: User | AnonymousUser, titles: Sequence[Title]) -> dict[int, int]:
    """{title id: the member's stars}; nothing, and no query, for a visitor."""
    if not member.is_authenticated or not titles:
        return {}
    ratings = Rating.objects.filter(member=member, title__in={title.pk for title in titles})
    return dict(ratings.values_list("title", "value"))


def mark_titles(member: User | AnonymousUser, titles: Sequence[Any]) -> None:
    """Give each title, or hit of a search, `own_stars`, 0 where the member has not rated it, and `is_on_watchlist`.

    For lists of titles. Two queries; none for a visitor, whose titles keep None.
    """
    if member.is_authenticated:
        mark_watchlist(member, titles)
        stars = own_stars(member, titles)
        for title in titles:
            title.own_stars = stars.get(title.pk, 0)


def mark_watchlist(member: User | AnonymousUser, *shelves: Iterable[Any]) -> None:
    """Give each title `is_on_watchlist`: one query for all that a page shows; none for a visitor."""
    if not member.is_authenticated:
        return
    titles = [title for shelf in shelves for title in shelf]
    entries = WatchlistEntry.objects.of_member(member).filter(title__in={title.pk for title in titles})
    kept = set(entries.values_list("title", flat=True))
    for title in titles:
        title.is_on_watchlist = title.pk in kept


def mark_interest(member: User | AnonymousUser, remarks: Sequence, kind: str) -> None:
    """Give each trivia or goof its `votes` (an Interest, all zero if need be) and `own_vote`.

    `kind` is "trivia" or "goof". One query, and one more for a member; none for no remarks.
    """
    if not remarks:
        return
    keys = {f"{kind}__in": [remark.pk for remark in remarks]}
    counted = {getattr(row, f"{kind}_id"): row for row in Interest.objects.filter(**keys)}
    own: dict[int, bool] = {}
    if member.is_authenticated:
        own = dict(
            InterestVote.objects.filter(member=member, **keys).values_list(f"{kind}_id", "is_interesting")
        )
    for remark in remarks:
        remark.votes = counted.get(remark.pk) or Interest()
        remark.own_vote = own.get(remark.pk)
