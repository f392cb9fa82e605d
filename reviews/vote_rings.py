"""Votes that were not earned: one member's for one author alone, and rings whose members vote for each other.

Friends do this too, so it is staff who judge; docs/moderation.md publishes the thresholds.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max

from accounts.models import User
from reviews.models import HelpfulVote

LATEST = 200_000
"""Votes that are looked at, by the order in which they were first cast, so that the page stays quick."""
FEWEST = 5
MOST_ELSEWHERE = 0.1
"""Of a member's votes; with more for others, one votes for one author but not alone."""
MUTUAL_SHARE = 0.7
"""Of the votes of a ring's member, for others of the ring."""
SMALLEST_RING = 3
SHOWN = 100

Pairs = Mapping[tuple[int, int], int]
"""How many votes a member (first) cast for an author (second)."""


@dataclass(frozen=True)
class Ring:
    """`voters` cast `votes` votes for `authors`. One voter for one author, or a ring that votes for itself."""

    voters: tuple[User, ...]
    authors: tuple[User, ...]
    votes: int

    @property
    def key(self) -> str:
        """As a form sends it: "1-2-3:1-2-3"."""
        return ":".join("-".join(str(member.pk) for member in side) for side in (self.voters, self.authors))


def find_rings() -> Sequence[Ring]:
    """The rings first, then those who vote for one author; of either, most votes first. At most SHOWN.

    Three queries: the newest vote, votes by member and author, and their names.
    """
    newest = HelpfulVote.objects.aggregate(newest=Max("pk"))["newest"] or 0
    rows = HelpfulVote.objects.filter(pk__gt=newest - LATEST, is_helpful=True)
    pairs = dict(_counted(rows.values_list("member", "author").annotate(Count("pk"))))
    rings = _rings(pairs)
    in_rings = {member for ring in rings for member in ring}
    found = [(ring, ring) for ring in rings]
    found += [((voter,), (author,)) for voter, author in _one_author_voters(pairs) if voter not in in_rings]
    members = User.objects.in_bulk({pk for sides in found[:SHOWN] for side in sides for pk in side})
    return [
        Ring(
            tuple(members[pk] for pk in voters),
            tuple(members[pk] for pk in authors),
            sum(pairs.get((voter, author), 0) for voter in voters for author in authors),
        )
        for voters, authors in found[:SHOWN]
    ]


def _counted(rows: Iterable[tuple[int, int, int]]) -> Iterable[tuple[tuple[int, int], int]]:
    return (((member, author), count) for member, author, count in rows)


def _one_author_voters(pairs: Pairs) -> list[tuple[int, int]]:
    """(member, author) of who has cast FEWEST votes, nearly all of them for that author."""
    totals = _totals(pairs)
    found = [
        (count, member, author)
        for (member, author), count in pairs.items()
        if count >= FEWEST and count >= totals[member] * (1 - MOST_ELSEWHERE)
    ]
    return [(member, author) for _count, member, author in sorted(found, reverse=True)]


def _rings(pairs: Pairs) -> list[tuple[int, ...]]:
    """Groups of members most of whose votes go to those of the group who vote for them in return."""
    totals = _totals(pairs)
    returned: dict[int, dict[int, int]] = defaultdict(dict)
    for (member, author), count in pairs.items():
        if (author, member) in pairs:
            returned[member][author] = count
    suspects = {
        member
        for member, given in returned.items()
        if totals[member] >= FEWEST and sum(given.values()) >= totals[member] * MUTUAL_SHARE
    }
    groups = _connected({member: suspects & returned[member].keys() for member in suspects})
    return sorted((group for group in groups if len(group) >= SMALLEST_RING), key=len, reverse=True)


def _totals(pairs: Pairs) -> Counter[int]:
    totals: Counter[int] = Counter()
    for (member, _author), count in pairs.items():
        totals[member] += count
    return totals


def _connected(beside: Mapping[int, Iterable[int]]) -> list[tuple[int, ...]]:
    """What hangs together, each group in the order of its keys."""
    groups, seen = [], set[int]()
    for start in sorted(beside):
        group, waiting = set[int](), [start]
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                group.add(each)
                waiting.extend(beside[each])
        if group:
            groups.append(tuple(sorted(group)))
    return groups
