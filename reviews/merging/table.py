"""The rule for every foreign key by which the community holds on to a title, or to what is below one."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from films.merging.relations import Relation
from films.merging.rules import below, follow, join, move, once, stay
from films.merging.work import Merging
from films.models import RecordKind, Title
from reviews.models import (
    AggregateRating,
    ListEntry,
    ModerationAction,
    Report,
    ReportStatus,
    Review,
    TitleList,
)
from reviews.ratings import copy_to_title
from reviews.recount import recount

from .interest import merge_interest
from .keeping import merge_entries
from .ratings import aggregate_of, drop_set_aside, follow_stars, merge_ratings
from .reviews import decisions_follow, merge_reviews, titles_decisions

OPEN = Q(status=ReportStatus.OPEN)
COUNTED = frozenset({"reviews.AggregateRating", "reviews.Interest"})


def _reporter(report: Report) -> tuple[Any, ...]:
    """Whose open report of a thing there is one: a member's, or the site's for one reason."""
    if report.reporter_id:
        return ("member", report.reporter_id)
    return ("site", report.reason) if report.is_automatic else ("nobody", report.pk)


RULES = {
    "reviews.AggregateRating.title": stay,
    "reviews.CriticReview.title": join("url"),
    "reviews.Follow.person": once("member"),
    "reviews.Follow.title": once("member"),
    "reviews.HelpfulVote.review": stay,
    "reviews.ImportRow.title": move,
    "reviews.Interest.goof": merge_interest,
    "reviews.Interest.trivia": merge_interest,
    "reviews.InterestVote.goof": stay,
    "reviews.InterestVote.trivia": stay,
    "reviews.ListEntry.title": merge_entries,
    "reviews.ModerationAction.review": decisions_follow,
    "reviews.ModerationAction.title": stay,
    "reviews.News.person": move,
    "reviews.News.release": follow,
    "reviews.News.title": move,
    "reviews.Rating.title": merge_ratings,
    "reviews.RatingAlert.title": once("kind", when=OPEN),
    "reviews.Report.faq_entry": below("reporter_id", when=OPEN & Q(reporter__isnull=False)),
    "reviews.Report.review": below(key=_reporter, when=OPEN),
    "reviews.Report.title": once("reporter", "section", "row_id", when=OPEN),
    "reviews.Review.title": merge_reviews,
    "reviews.ReviewRevision.review": stay,
    "reviews.SetAsideVote.review": below("member_id"),
    "reviews.SetAsideVote.title": once("member"),
    "reviews.SuggestionAgreement.suggestion": stay,
    "reviews.TextPrint.review": stay,
    "reviews.Viewing.title": once("member", "date", fill="note"),
    "reviews.WatchlistEntry.title": once("member"),
}


def lock(kind: str, ids: list[int]) -> None:
    """In the order of docs/reviews.md: the titles' numbers, authors, their reviews, lists; the titles come last."""
    if kind != RecordKind.TITLE:
        return
    list(AggregateRating.objects.select_for_update().filter(title__in=ids).order_by("pk"))
    first, second = (Review.objects.filter(title=each, author=OuterRef("pk")) for each in ids)
    authors = User.objects.select_for_update(no_key=True).filter(Exists(first), Exists(second)).order_by("pk")
    both = Review.objects.filter(title__in=ids, author__in=list(authors.values_list("pk", flat=True)))
    list(both.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    here, there = (ListEntry.objects.filter(title=each, title_list=OuterRef("pk")) for each in ids)
    lists = TitleList.objects.select_for_update(no_key=True).filter(Exists(here), Exists(there))
    list(lists.order_by("pk").values_list("pk"))


def finish(merging: Merging) -> None:
    """When all rows have moved: the stars that reviews show, and the numbers that lists are sorted by."""
    if merging.kind != RecordKind.TITLE:
        return
    titles_decisions(merging, Relation(ModerationAction, "title"))
    follow_stars(merging)
    drop_set_aside(merging)
    merging.ledger.drop(list(AggregateRating.objects.filter(title=merging.lost)))
    copy_to_title(aggregate_of(merging))


def after(kind: str, kept_id: int, lost_id: int) -> None:
    """Nothing is left to do: the numbers moved with the rows."""


def undone(kind: str, kept_id: int, lost_id: int) -> None:
    """Both titles are counted anew, so that what was said since the merge counts where it stands now."""
    if kind == RecordKind.TITLE:
        recount(Title.objects.filter(pk__in=[kept_id, lost_id]))
