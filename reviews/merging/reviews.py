"""Reviews: a member has one of a title. Of two, what readers see stands, else the newer; the other's text becomes
an earlier version of it, with its votes. What readers did not see (a draft, a hidden or a deleted review) does not
come to light by merging: it is put away with the merge, and comes back when that is undone."""

from collections import defaultdict
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When

from films.merging.relations import Relation, relations_to, rules
from films.merging.rules import BATCH, below, follow_to
from films.merging.work import Merging
from reviews.models import HelpfulVote, Review, ReviewRevision, TextPrint
from reviews.weighting import wilson_lower_bound

from .ratings import move_numbers

Pair = tuple[Review, Review]
"""The review that stands, and the other."""

_VOTES = below("member_id", newest=True)


def merge_reviews(merging: Merging, relation: Relation) -> None:
    ours = Review.objects.filter(title=merging.kept, author=OuterRef("author")).values("pk")[:1]
    theirs = Review.objects.filter(title=merging.lost).annotate(twin=Subquery(ours))
    written_twice = list(theirs.filter(twin__isnull=False))
    twins = Review.objects.in_bulk([review.twin for review in written_twice])
    pairs = [_in_order(twins[review.twin], review) for review in written_twice]
    folded = [other for _, other in pairs]
    _fold(merging, pairs)
    less = sum(review.is_visible for review in folded if review.title_id == merging.kept.pk)
    more = Review.objects.visible().filter(title=merging.lost).count()
    keys = merging.ledger.move(relation.of(merging.lost.pk), relation.field, merging.kept.pk)
    move_numbers(merging, {"review_count": more - less})
    merging.tell(relation, moved=len(keys), same=len(pairs))


def decisions_follow(merging: Merging, relation: Relation) -> None:
    """What was decided about a review is told of the one that it was joined with. The database lets a decision
    follow only together with the merge, so that its title is changed in the same breath."""
    rows = list(relation.rows(**{f"{relation.field}__in": merging.twins}))
    follow_to(merging, relation, rows, title_id=merging.kept.pk, merge_id=merging.merge.pk)


def titles_decisions(merging: Merging, relation: Relation) -> None:
    """The rest of what was decided, once the reviews have been joined."""
    rows = list(relation.of(merging.lost.pk))
    follow_to(merging.below({merging.lost.pk: merging.kept.pk}), relation, rows, merge_id=merging.merge.pk)
    merging.tell(relation, moved=len(rows))


def _in_order(first: Review, second: Review) -> Pair:
    def weight(review: Review) -> tuple[Any, ...]:
        return (review.is_visible, not review.is_draft, review.updated_at)

    return (second, first) if weight(second) > weight(first) else (first, second)


def _fold(merging: Merging, pairs: list[Pair]) -> None:
    if not pairs:
        return
    shown = [(standing, other) for standing, other in pairs if other.is_visible]
    away = [other for _, other in pairs if not other.is_visible]
    merging.ledger.drop(list(HelpfulVote.objects.filter(review__in=away)))
    _drop_versions(merging, away)
    _join_versions(merging, shown)
    _join_votes(merging, shown)
    merging.ledger.drop(list(TextPrint.objects.filter(review__in=[other for _, other in pairs])))
    twins = {other.pk: standing.pk for standing, other in pairs}
    for relation in relations_to(Review):
        rules()[str(relation)](merging.below(twins), relation)
    merging.ledger.drop([other for _, other in pairs])
    _count_written(merging, [standing.author_id for standing, _ in shown])


def _drop_versions(merging: Merging, reviews: list[Review]) -> list[ReviewRevision]:
    authors = {review.pk: review.author_id for review in reviews}
    versions = list(ReviewRevision.objects.filter(review__in=authors).order_by("review", "number"))
    merging.ledger.drop(versions, owner=lambda version: authors[version.review_id])
    return versions


def _join_versions(merging: Merging, pairs: list[Pair]) -> None:
    """First the versions of the other review, its last one included, then those of the one that stands."""
    if not pairs:
        return
    versions = defaultdict(list)
    for version in _drop_versions(merging, [review for pair in pairs for review in pair]):
        versions[version.review_id].append(version)
    joined, changes = [], []
    for standing, other in pairs:
        joined += [_copy(text, standing, text.number) for text in versions[other.pk]]
        joined.append(_copy(other, standing, other.revision, created_at=standing.created_at))
        joined += [_copy(text, standing, text.number + other.revision) for text in versions[standing.pk]]
        before, standing.revision = standing.revision, standing.revision + other.revision
        changes.append((standing.pk, {"revision": before}, {"revision": standing.revision}))
    merging.ledger.make(joined, owner=lambda version: version.review.author_id)
    merging.ledger.note(Review, changes)
    Review.objects.bulk_update([standing for standing, _ in pairs], ["revision"], batch_size=BATCH)


def _copy(text: Any, review: Review, number: int, **values: Any) -> ReviewRevision:
    said = ("headline", "body", "body_html", "contains_spoilers", "language", "created_at")
    copied = {name: getattr(text, name) for name in said} | values
    return ReviewRevision(review=review, number=number, **copied)


def _join_votes(merging: Merging, pairs: list[Pair]) -> None:
    """Votes on the review that stands keep to their version, whose number is higher now; the others follow."""
    if not pairs:
        return
    later = {standing.pk: other.revision for standing, other in pairs}
    votes = HelpfulVote.objects.filter(review__in=later)
    found = votes.values_list("pk", "review", "revision")
    merging.ledger.note(
        HelpfulVote,
        [(key, {"revision": old}, {"revision": old + later[review]}) for key, review, old in found],
    )
    for start in range(0, len(pairs), BATCH):
        chunk = {standing.pk: later[standing.pk] for standing, _ in pairs[start : start + BATCH]}
        cases = Case(*(When(review=key, then=Value(by)) for key, by in chunk.items()))
        HelpfulVote.objects.filter(review__in=chunk).update(revision=F("revision") + cases)
    twins = {other.pk: standing.pk for standing, other in pairs}
    _VOTES(merging.below(twins), Relation(HelpfulVote, "review"))
    _count_votes(merging, [standing for standing, _ in pairs])


def _count_votes(merging: Merging, reviews: list[Review]) -> None:
    counted = (
        HelpfulVote.objects.filter(review__in=reviews)
        .values("review")
        .annotate(
            vote_count=Count("pk"),
            helpful_count=Count("pk", filter=Q(is_helpful=True)),
            earlier_vote_count=Count("pk", filter=Q(revision__lt=F("review__revision"))),
        )
        .order_by()
    )
    counts: dict[int, dict[str, Any]] = {row["review"]: {**row} for row in counted}
    fields = ["vote_count", "helpful_count", "earlier_vote_count", "helpfulness"]
    changes = []
    for review in reviews:
        found = counts.get(review.pk, {})
        after: dict[str, Any] = {name: found.get(name, 0) for name in fields}
        after["helpfulness"] = wilson_lower_bound(after["helpful_count"], after["vote_count"])
        changes.append((review.pk, {name: getattr(review, name) for name in fields}, after))
        for name, value in after.items():
            setattr(review, name, value)
    merging.ledger.note(Review, changes)
    Review.objects.bulk_update(reviews, fields, batch_size=BATCH)


def _count_written(merging: Merging, authors: list[int]) -> None:
    """Of two reviews there is one: their authors have written one less, which stands in all they wrote."""
    own = Review.objects.filter(author__in=authors)
    visible = Review.objects.visible().filter(author=OuterRef("author")).order_by().values("author")
    before = dict(own.values_list("pk", "author_review_count"))
    own.update(author_review_count=Subquery(visible.annotate(count=Count("pk")).values("count")))
    after = dict(own.values_list("pk", "author_review_count"))
    field = "author_review_count"
    merging.ledger.note(Review, [(key, {field: old}, {field: after[key]}) for key, old in before.items()])
