"""What is done between a merge and its undoing is never lost, and what it stands in the way of is told."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from films.history import RevertConflictError, revert
from films.merging import MergeError, UndoError, compare, merge, preview, undo
from films.merging.relations import relations_to
from films.models import Aka, Credit, MergedRecord, MergedRow, Person, PersonName, Revision, Title
from reviews.departure import take_back_everything
from reviews.models import AggregateRating, HelpfulVote, Rating, Review, ReviewRevision, SetAsideVote
from reviews.publishing import ReviewText, edit_review, save_draft
from reviews.ratings import rate, unrate
from reviews.recount import differences
from reviews.votes import cast_helpful_vote
from tests.factories import (
    BODY,
    make_action,
    make_company,
    make_credit,
    make_member,
    make_person,
    make_review,
    make_title,
)

pytestmark = pytest.mark.django_db


def rated_before(member: User, title: Title, value: int, minutes: int) -> None:
    rate(member, title, value)
    moment = timezone.now() - dt.timedelta(minutes=minutes)
    Rating.objects.filter(member=member, title=title).update(updated_at=moment)


def values(title: Title) -> dict[str, int]:
    return dict(Rating.objects.filter(title=title).values_list("member__username", "value"))


def left(merged: object) -> dict[tuple[str, str], int]:
    return {(line["model"], line["why"]): line["count"] for line in merged.left_over}  # type: ignore[attr-defined]


def test_newer_of_two_ratings_stands_and_the_older_is_kept_with_the_merge() -> None:
    kept, lost, anna, ben = (
        make_title(),
        make_title(),
        make_member(username="anna"),
        make_member(username="ben"),
    )
    rated_before(anna, kept, 3, minutes=9)
    rated_before(anna, lost, 8, minutes=5)
    rated_before(ben, kept, 10, minutes=1)
    rated_before(ben, lost, 1, minutes=2)
    merge("title", kept.pk, lost.pk, by=None)
    assert values(kept) == {"anna": 8, "ben": 10}
    aggregate = AggregateRating.objects.get(title=kept)
    assert aggregate.counted == [0, 0, 0, 0, 0, 0, 0, 1, 0, 1]
    kept.refresh_from_db()
    assert kept.vote_count == 2
    older = MergedRow.objects.filter(model="reviews.Rating", deed="dropped")
    assert {row.member_id: row.content["value"] for row in older} == {anna.pk: 3, ben.pk: 1}


def test_rating_given_after_the_merge_survives_undoing() -> None:
    kept, lost, anna, ben = (
        make_title(),
        make_title(),
        make_member(username="anna"),
        make_member(username="ben"),
    )
    rated_before(anna, kept, 3, minutes=9)
    rated_before(anna, lost, 8, minutes=5)
    made = merge("title", kept.pk, lost.pk, by=None)
    rate(ben, kept, 6)
    rate(anna, kept, 9)  # her rating of the other title, which is what stands here now
    undone = undo(made, by=None)
    assert (values(kept), values(lost)) == ({"anna": 3, "ben": 6}, {"anna": 9})
    assert (undone.left_over, list(differences())) == ([], [])


def test_rating_that_staff_set_aside_does_not_come_back_beside_one_that_counts() -> None:
    kept, lost, anna, ben = make_title(), make_title(), make_member(), make_member()
    action = make_action(kind="set_aside", ground="voting", vote_count=2)
    for member in (anna, ben):
        SetAsideVote.objects.create(action=action, member=member, title=lost, value=1)
    rate(anna, kept, 8)
    made = merge("title", kept.pk, lost.pk, by=None)
    assert list(SetAsideVote.objects.values_list("title", "member")) == [(kept.pk, ben.pk)]
    undone = undo(made, by=None)
    assert set(SetAsideVote.objects.values_list("title", "member")) == {(lost.pk, anna.pk), (lost.pk, ben.pk)}
    assert (undone.left_over, list(differences())) == ([], [])


def test_rating_taken_back_and_given_anew_keeps_its_place() -> None:
    kept, lost, anna = make_title(), make_title(), make_member(username="anna")
    rated_before(anna, kept, 3, minutes=9)
    rated_before(anna, lost, 8, minutes=5)
    made = merge("title", kept.pk, lost.pk, by=None)
    unrate(anna, kept)
    rate(anna, kept, 10)
    undone = undo(made, by=None)
    assert (values(kept), values(lost)) == ({"anna": 10}, {})
    assert left(undone) == {("reviews.Rating", "gone"): 1, ("reviews.Rating", "replaced"): 1}
    assert list(differences()) == []


def test_review_edited_after_the_merge_keeps_its_new_text() -> None:
    kept, lost = make_title(), make_title()
    review = make_review(lost)
    made = merge("title", kept.pk, lost.pk, by=None)
    review.refresh_from_db()
    edit_review(review, ReviewText("Anew", f"{BODY} anew", stars=2))
    undo(made, by=None)
    review.refresh_from_db()
    assert (review.title, review.headline, review.stars) == (lost, "Anew", 2)
    assert list(differences()) == []


def test_other_review_becomes_an_earlier_version_with_its_votes() -> None:
    kept, lost, author = make_title(), make_title(), make_member()
    older = make_review(lost, author, headline="First")
    edit_review(older, ReviewText("Second", BODY, stars=8))
    newer = make_review(kept, author, headline="Third")
    reader, both = make_member(), make_member()
    cast_helpful_vote(reader, older, is_helpful=True)
    cast_helpful_vote(both, older, is_helpful=True)
    cast_helpful_vote(both, newer, is_helpful=False)
    merge("title", kept.pk, lost.pk, by=None)
    review = Review.objects.get()
    assert (review.pk, review.headline, review.revision) == (newer.pk, "Third", 3)
    versions = ReviewRevision.objects.filter(review=review).order_by("number")
    assert list(versions.values_list("number", "headline")) == [(1, "First"), (2, "Second")]
    votes = HelpfulVote.objects.filter(review=review).order_by("pk")
    assert list(votes.values_list("member", "is_helpful", "revision")) == [
        (reader.pk, True, 2),
        (both.pk, False, 3),
    ]
    assert (review.vote_count, review.helpful_count, review.earlier_vote_count) == (2, 1, 1)
    assert (review.author_review_count, list(differences())) == (1, [])


@pytest.mark.parametrize("is_ours", [True, False])
def test_what_readers_did_not_see_does_not_come_to_light(is_ours: bool) -> None:
    titles = [make_title(), make_title()]
    with_draft, other = titles if is_ours else titles[::-1]
    author = make_member()
    save_draft(author, with_draft, ReviewText("Secret", "Not yet.", stars=1))
    make_review(other, author, headline="Public")
    made = merge("title", titles[0].pk, titles[1].pk, by=None)
    assert list(Review.objects.values_list("headline", "title")) == [("Public", titles[0].pk)]
    assert not ReviewRevision.objects.exists()
    undo(made, by=None)
    assert set(Review.objects.values_list("headline", "title", "is_draft")) == {
        ("Public", other.pk, False),
        ("Secret", with_draft.pk, True),
    }


def test_what_a_departed_member_said_does_not_come_back() -> None:
    kept, lost, author = make_title(), make_title(), make_member()
    make_review(lost, author)
    make_review(kept, author)
    made = merge("title", kept.pk, lost.pk, by=None)
    take_back_everything(author)
    author.delete()
    undo(made, by=None)
    assert (Review.objects.count(), Rating.objects.count()) == (0, 0)
    assert list(differences()) == []


def test_field_changed_after_the_merge_stays() -> None:
    kept, lost = make_title(plot_outline=""), make_title(plot_outline="Clay.", original_title="L’image")
    made = merge("title", kept.pk, lost.pk, by=None)
    kept.refresh_from_db()
    assert (kept.plot_outline, kept.original_title) == ("Clay.", "L’image")
    kept.plot_outline = "Figures of clay."
    kept.save()
    undone = undo(made, by=None)
    kept.refresh_from_db()
    assert (kept.plot_outline, kept.original_title) == ("Figures of clay.", "")
    assert left(undone) == {("films.Title", "changed"): 1}


def test_chosen_values_are_taken_over() -> None:
    kept, lost = make_title("Picture", 2012), make_title("The Missing Picture", 2013)
    sides = {side.name: (side.kept, side.lost, side.choice) for side in compare(kept, lost) if side.differs}
    assert sides == {
        "primary_title": ("Picture", "The Missing Picture", "kept"),
        "year": ("2012", "2013", "kept"),
    }
    merge("title", kept.pk, lost.pk, by=None, choices={"year": "lost"})
    kept.refresh_from_db()
    assert (kept.primary_title, kept.year) == ("Picture", 2013)
    assert list(Aka.objects.values_list("text", flat=True)) == ["The Missing Picture"]


def test_choice_that_does_not_fit_together_is_refused() -> None:
    kept, lost = make_title(year=2013, end_year=2014), make_title(year=2016)
    with pytest.raises(MergeError, match="The last year comes before the first"):
        merge("title", kept.pk, lost.pk, by=None, choices={"year": "lost"})
    assert Title.objects.count() == 2


def test_series_is_not_merged_into_its_own_episode() -> None:
    series = make_title(title_type="tv_series")
    episode = make_title(title_type="tv_episode", series=series)
    with pytest.raises(MergeError):
        merge("title", episode.pk, series.pk, by=None)


def test_merging_what_was_merged_is_refused() -> None:
    kept, lost = make_title(), make_title()
    merge("title", kept.pk, lost.pk, by=None)
    for pair in ((kept.pk, lost.pk), (lost.pk, kept.pk), (kept.pk, kept.pk)):
        with pytest.raises(MergeError):
            merge("title", *pair, by=None)


def test_chain_collapses_and_is_undone_link_by_link() -> None:
    first, second, third = make_title(), make_title(), make_title()
    one = merge("title", second.pk, first.pk, by=None)
    two = merge("title", third.pk, second.pk, by=None)
    assert set(MergedRecord.objects.values_list("old_id", "new_id")) == {
        (first.pk, third.pk),
        (second.pk, third.pk),
    }
    with pytest.raises(UndoError):
        undo(one, by=None)
    undo(two, by=None)
    assert list(MergedRecord.objects.values_list("old_id", "new_id")) == [(first.pk, second.pk)]
    undo(one, by=None)
    assert (Title.objects.count(), MergedRecord.objects.count()) == (3, 0)
    with pytest.raises(UndoError):
        undo(one, by=None)


def test_preview_tells_what_merging_does_and_changes_nothing() -> None:
    kept, lost, person = make_title(), make_title(), make_person()
    make_credit(kept, person, category="self")
    make_credit(lost, person, category="self")
    make_credit(lost, person, category="director")
    make_review(lost)
    foreseen = preview("title", kept.pk, lost.pk).report
    assert (Title.objects.count(), Credit.objects.count(), Revision.objects.count()) == (2, 3, 0)
    assert merge("title", kept.pk, lost.pk, by=None).report == foreseen
    assert {line["model"]: (line["moved"], line["same"]) for line in foreseen} == {
        "films.Credit": (1, 1),
        "reviews.Rating": (1, 0),
        "reviews.Review": (1, 0),
    }


def test_people_keep_all_credits_and_both_names_and_part_again() -> None:
    kept, lost, title = make_person("Rithy Panh"), make_person("Panh Rithy", birth_date="1964"), make_title()
    make_credit(title, kept, category="director")
    both = make_credit(title, lost, category="director", note="uncredited")
    make_credit(title, lost, category="writer")
    before = list(Credit.objects.order_by("pk").values())
    made = merge("person", kept.pk, lost.pk, by=None)
    kept.refresh_from_db()
    assert (str(kept.birth_date), Person.objects.count()) == ("1964", 1)
    parts = Credit.objects.order_by("pk").values_list("person", "category", "note")
    assert list(parts) == [(kept.pk, "director", "uncredited"), (kept.pk, "writer", "")]
    assert list(PersonName.objects.values_list("name", flat=True)) == ["Panh Rithy"]
    undo(made, by=None)
    assert (list(Credit.objects.order_by("pk").values()), both.pk) == (before, before[1]["id"])
    assert not PersonName.objects.exists()


def test_companies_become_one_and_part_again() -> None:
    kept, lost, title = make_company("Arte"), make_company("ARTE", country="FR"), make_title()
    for company in (kept, lost):
        title.companycredit_set.create(company=company, role="production")
    made = merge("company", kept.pk, lost.pk, by=None)
    kept.refresh_from_db()
    assert (kept.country, title.companycredit_set.count()) == ("FR", 1)
    undo(made, by=None)
    kept.refresh_from_db()
    assert (kept.country, title.companycredit_set.count()) == ("", 2)


def test_merge_is_a_revision_and_so_is_undoing_it() -> None:
    kept, lost, curator = make_title(), make_title("L’image manquante"), make_member()
    made = merge("title", kept.pk, lost.pk, by=curator, note="The same film.")
    undo(made, by=curator)
    told = Revision.objects.order_by("pk").values_list("kind", "made_by", "note")
    name = "L’image manquante (2013) → The Missing Picture (2013)"
    assert list(told) == [
        ("merge", curator.pk, f"Merged: {name}. The same film."),
        ("unmerge", curator.pk, f"Undid: {name}."),
    ]


def test_merge_is_not_reverted_as_a_revision() -> None:
    kept, lost, curator = make_title(plot_outline=""), make_title(plot_outline="Clay."), make_member()
    merge("title", kept.pk, lost.pk, by=curator)
    with pytest.raises(RevertConflictError, match="it is undone on its own page"):
        revert(Revision.objects.get(kind="merge"), curator)
    kept.refresh_from_db()
    assert kept.plot_outline == "Clay."


def _fill(title: Title, rows: int) -> None:
    for number in range(rows):
        make_credit(title, make_person(f"Player {number}"))
        make_review(title)
        Aka.objects.create(title=title, text=f"Name {number}")


def _queries_of_merging(rows: int) -> int:
    kept, lost = make_title(), make_title()
    _fill(kept, rows)
    _fill(lost, rows)
    with CaptureQueriesContext(connection) as asked:
        merge("title", kept.pk, lost.pk, by=None)
    return len(asked)


def test_merging_asks_as_often_as_there_are_sorts_of_rows_not_rows() -> None:
    few = _queries_of_merging(1)
    assert (_queries_of_merging(5), few < 4 * len(list(relations_to(Title)))) == (few, True)
