"""Votes on trivia and goofs that both titles had: on the one that stays, a member's newer vote counts."""

from django.db.models import Count, Q

from films.merging.relations import Relation
from films.merging.rules import BATCH, below
from films.merging.work import Merging
from reviews.models import Interest, InterestVote

_VOTES = below("member_id", newest=True)


def merge_interest(merging: Merging, relation: Relation) -> None:
    _VOTES(merging, Relation(InterestVote, relation.field))
    gone = list(relation.rows(**{f"{relation.field}__in": merging.twins}))
    merging.ledger.drop(gone)
    wanted = {merging.twins[getattr(interest, relation.column)] for interest in gone}
    _count(merging, relation, wanted)


def _count(merging: Merging, relation: Relation, wanted: set[int]) -> None:
    """The numbers of these remarks anew, from their votes."""
    votes = InterestVote.objects.filter(**{f"{relation.field}__in": wanted}).values(relation.column)
    counted = votes.annotate(
        vote_count=Count("pk"), interesting_count=Count("pk", filter=Q(is_interesting=True))
    )
    counts = {row.pop(relation.column): row for row in counted.order_by()}
    there = {getattr(row, relation.column): row for row in relation.rows(**{f"{relation.field}__in": wanted})}
    new = [Interest(**{relation.column: key, **counts.get(key, {})}) for key in wanted if key not in there]
    merging.ledger.make(new)
    changes = []
    for key, row in there.items():
        after = counts.get(key, {"vote_count": 0, "interesting_count": 0})
        changes.append((row.pk, {name: getattr(row, name) for name in after}, after))
        row.vote_count, row.interesting_count = after["vote_count"], after["interesting_count"]
    merging.ledger.note(Interest, changes)
    if there:
        fields = ["vote_count", "interesting_count"]
        Interest.objects.bulk_update(there.values(), fields, batch_size=BATCH)
