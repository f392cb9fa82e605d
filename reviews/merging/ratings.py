"""Ratings: where a member has rated both titles, the newer rating stands; the older is kept with the merge."""

from django.db.models import Exists, F, OuterRef, Q, Subquery

from films.merging.relations import Relation
from films.merging.work import Merging
from reviews.models import STARS, AggregateRating, HelpfulVote, Rating, Review, SetAsideVote


def merge_ratings(merging: Merging, relation: Relation) -> None:
    """Move the ratings, and the ten counters by what moved."""
    kept, lost = merging.kept, merging.lost
    ours = Rating.objects.filter(title=kept, member=OuterRef("member")).values("pk")[:1]
    theirs = Rating.objects.filter(title=lost).annotate(twin=Subquery(ours)).filter(twin__isnull=False)
    rated_twice = list(theirs)
    twins = Rating.objects.in_bulk([rating.twin for rating in rated_twice])
    pairs = [(twins[rating.twin], rating) for rating in rated_twice]
    older = [ours if theirs.updated_at > ours.updated_at else theirs for ours, theirs in pairs]
    shift = Rating.objects.filter(title=lost).aggregated().counted
    for rating in older:
        shift[rating.value - 1] -= 1
    merging.ledger.drop(older)
    keys = merging.ledger.move(relation.of(lost.pk), relation.field, kept.pk)
    move_numbers(merging, {f"rated_{stars}": by for stars, by in zip(STARS, shift, strict=True) if by})
    merging.tell(relation, moved=len(keys), same=len(pairs))


def aggregate_of(merging: Merging) -> AggregateRating:
    """The numbers of the title that stays, locked; made if nobody had rated or reviewed it."""
    aggregate = AggregateRating.objects.select_for_update().filter(title=merging.kept).first()
    if aggregate is None:
        aggregate = AggregateRating(title=merging.kept)
        merging.ledger.make([aggregate])
    return aggregate


def move_numbers(merging: Merging, shift: dict[str, int]) -> None:
    if not any(shift.values()):
        return
    aggregate = aggregate_of(merging)
    before = {field: getattr(aggregate, field) for field in shift}
    AggregateRating.objects.filter(pk=aggregate.pk).update(
        **{field: F(field) + by for field, by in shift.items()}
    )
    after = {field: value + shift[field] for field, value in before.items()}
    merging.ledger.note(AggregateRating, [(aggregate.pk, before, after)])


def follow_stars(merging: Merging) -> None:
    """A review shows its author's stars, which may have come from the other title."""
    rating = Rating.objects.filter(member=OuterRef("author"), title=OuterRef("title")).values("value")[:1]
    reviews = Review.objects.filter(title=merging.kept, is_draft=False).annotate(rated=Subquery(rating))
    differs = Q(rated__isnull=True) | Q(stars__isnull=True) | ~Q(stars=F("rated"))
    both_unknown = Q(stars__isnull=True, rated__isnull=True)
    wrong = list(reviews.filter(differs).exclude(both_unknown).values_list("pk", "stars", "rated"))
    if wrong:
        changes = [(key, {"stars": stars}, {"stars": rated}) for key, stars, rated in wrong]
        merging.ledger.note(Review, changes)
        Review.objects.filter(pk__in=[key for key, *_ in wrong]).update(stars=Subquery(rating))


def drop_set_aside(merging: Merging) -> None:
    """A vote that staff set aside is not put back beside one that counts, which its member gave to the other title."""
    raters = Rating.objects.filter(title=merging.kept).values("member")
    aside = SetAsideVote.objects.filter(title=merging.kept, member__in=raters)
    voted = HelpfulVote.objects.filter(review=OuterRef("review"), member=OuterRef("member"))
    beside = SetAsideVote.objects.filter(Exists(voted), review__title=merging.kept)
    merging.ledger.drop([*aside, *beside])
