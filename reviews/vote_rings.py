"""Who votes for one author alone, which friends do and rings do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, Q

from accounts.models import User
from reviews.models import HelpfulVote

LATEST = 200_000
"""Votes that are looked at, by the order in which they were first cast, so that the page stays quick."""
FEWEST = 5
SHOWN = 100


@dataclass(frozen=True)
class OneAuthorVoter:
    """`helpful` of `votes` votes said that a review by `author` helped."""

    member: User
    author: User
    votes: int
    helpful: int


def one_author_voters() -> Sequence[OneAuthorVoter]:
    """Members with at least FEWEST of the latest votes, all for one author; most votes first, at most SHOWN.

    Three queries: the newest vote, the members, and their names.
    """
    newest = HelpfulVote.objects.aggregate(newest=Max("pk"))["newest"] or 0
    rows = list(
        HelpfulVote.objects.filter(pk__gt=newest - LATEST)
        .values("member")
        .annotate(
            votes=Count("pk"),
            helpful=Count("pk", filter=Q(is_helpful=True)),
            only=Min("author"),
            other=Max("author"),
        )
        .filter(votes__gte=FEWEST, only=F("other"))
        .order_by("-votes", "member")[:SHOWN]
    )
    members = User.objects.in_bulk({row[key] for row in rows for key in ("member", "only")})
    return [
        OneAuthorVoter(members[row["member"]], members[row["only"]], row["votes"], row["helpful"])
        for row in rows
    ]
