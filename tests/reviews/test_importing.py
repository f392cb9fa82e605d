"""From the upload to what stands on the site, and back."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Notification
from films.models import Aka, Title
from films.partial_date import PartialDate
from reviews.importers.load import write_rows
from reviews.importers.reading import read_rows
from reviews.importing import choose, confirm, take_back
from reviews.keeping import note_viewing, put_on_watchlist
from reviews.models import (
    AggregateRating,
    DataImport,
    ImportStatus,
    ImportUpload,
    ListEntry,
    Rating,
    Review,
    RowOutcome,
    RowState,
    TitleList,
    Viewing,
    WatchlistEntry,
)
from reviews.ratings import rate
from reviews.recount import differences
from tests.factories import BODY, make_member, make_review
from tests.reviews.importers.uploads import (
    LETTERBOXD_DIARY,
    LETTERBOXD_FILMS,
    LETTERBOXD_RATINGS,
    LETTERBOXD_REVIEWS,
    bring,
    catalogued,
    confirmed,
    imdb_rating,
    imdb_ratings,
    taken_back,
    zipped,
)

pytestmark = pytest.mark.django_db


def states(data_import: DataImport) -> list[str]:
    return list(data_import.rows.in_order().values_list("state", flat=True))


def outcomes(data_import: DataImport) -> list[str]:
    return list(data_import.rows.in_order().values_list("outcome", flat=True))


def test_nothing_is_written_before_it_is_confirmed() -> None:
    member, title = make_member(), catalogued("Clay", imdb="tt1000001")
    data_import = bring(member, "ratings.csv", imdb_ratings(imdb_rating("tt1000001", 8)))
    assert (data_import.status, data_import.source, data_import.row_count) == ("ready", "IMDb", 1)
    assert not Rating.objects.exists()
    assert not ImportUpload.objects.exists()
    confirmed(data_import)
    rating = Rating.objects.get()
    assert (rating.title, rating.value, rating.created_at.date().isoformat()) == (title, 8, "2025-02-16")
    assert data_import.written_count == 1


def test_an_import_run_again_changes_nothing() -> None:
    member = make_member()
    catalogued("Clay", imdb="tt1000001")
    content = imdb_ratings(imdb_rating("tt1000001", 8))
    confirmed(bring(member, "ratings.csv", content))
    again = bring(member, "ratings.csv", content)
    assert states(again) == [RowState.PRESENT]
    assert confirmed(again).written_count == 0
    assert Rating.objects.get().value == 8


@pytest.mark.parametrize(("replaces", "stars"), [(False, 3), (True, 8)])
def test_what_a_member_has_stands_unless_they_choose_otherwise(replaces: bool, stars: int) -> None:
    member, title = make_member(), catalogued("Clay", imdb="tt1000001")
    rate(member, title, 3)
    data_import = bring(member, "ratings.csv", imdb_ratings(imdb_rating("tt1000001", 8)))
    assert data_import.rows.get().is_different
    confirmed(data_import, replaces=replaces)
    assert Rating.objects.get().value == stars
    taken_back(data_import)
    assert Rating.objects.get().value == 3


def test_every_way_a_row_can_be_found() -> None:
    member = make_member()
    catalogued("Clay", 2013, imdb="tt1000001")
    catalogued("Twins", 2001)
    catalogued("Twins", 2001)
    here = catalogued("Here", 2005, original_title="Ici")
    rate(member, here, 5)
    content = imdb_ratings(
        imdb_rating("tt1000001", 8),
        imdb_rating("tt2", 7, "Twins", 2001),
        imdb_rating("tt3000003", 7, "Nowhere", 2001),
        imdb_rating("tt4000004", 5, "Ici", 2006),
        imdb_rating("tt5000005", 11),
    )
    data_import = bring(member, "ratings.csv", content)
    assert states(data_import) == ["matched", "ambiguous", "unknown", "present", "unreadable"]
    assert data_import.rows.get(state="unreadable").line == 6
    assert "11" in data_import.rows.get(state="unreadable").reason


def test_an_ambiguous_row_goes_where_its_member_says() -> None:
    member = make_member()
    catalogued("Twins", 2001)
    second = catalogued("Twins", 2001)
    data_import = bring(member, "ratings.csv", imdb_ratings(imdb_rating("tt2000002", 7, "Twins", 2001)))
    row = data_import.rows.get()
    choose(data_import, {row.clue: catalogued("Else").pk})  # no candidate: left as it is
    assert states(data_import) == ["ambiguous"]
    choose(data_import, {row.clue: second.pk})
    confirmed(data_import)
    assert Rating.objects.get().title == second


def test_a_letterboxd_zip_brings_all_it_says() -> None:
    member = make_member()
    clay, twins = catalogued("Clay", 2013), catalogued("Twins", 2001)
    text = f"<b>Fine.</b> {BODY}"
    data_import = bring(
        member,
        "letterboxd.zip",
        zipped(
            {
                "ratings.csv": LETTERBOXD_RATINGS + "2020-01-01,Clay,2013,https://boxd.it/a,3.5\n",
                "diary.csv": LETTERBOXD_DIARY
                + "2020-01-02,Clay,2013,https://boxd.it/x,3.5,Yes,,2020-01-01\n",
                "reviews.csv": LETTERBOXD_REVIEWS
                + f"2020-01-02,Clay,2013,https://boxd.it/x,3.5,,{text},,2020-01-01\n",
                "watched.csv": LETTERBOXD_FILMS
                + "2020-01-01,Clay,2013,https://boxd.it/a\n2020-01-01,Twins,2001,https://boxd.it/b\n",
                "watchlist.csv": LETTERBOXD_FILMS + "2020-01-01,Twins,2001,https://boxd.it/b\n",
                "likes/films.csv": LETTERBOXD_FILMS + "2020-01-01,Twins,2001,https://boxd.it/b\n",
                "lists/best.csv": "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n"
                "2020-01-01,The best,,u,\n\n"
                "Position,Name,Year,URL,Description\n1,Twins,2001,https://boxd.it/b,good\n2,Clay,2013,https://boxd.it/a,\n",
                "deleted/reviews.csv": LETTERBOXD_REVIEWS + "2020-01-02,Twins,2001,u,5,,No more,,\n",
                "profile.csv": "Date Joined,Username,Email Address\n2019-01-01,somebody,somebody@example.org\n",
            }
        ),
    )
    confirmed(data_import)
    assert [(each.title, each.value) for each in Rating.objects.all()] == [(clay, 7)]
    review = Review.objects.get()
    assert (review.title, review.stars, review.headline) == (clay, 7, "Fine. Long enough to be a review.")
    assert review.body.startswith("**Fine.** Long")
    assert review.created_at.date().isoformat() == "2020-01-02"
    viewings = Viewing.objects.order_by("title", "pk")
    assert [(each.title, each.date, each.is_rewatch) for each in viewings] == [
        (clay, PartialDate(2020, 1, 1), True),
        (twins, None, False),
    ]
    assert WatchlistEntry.objects.get().title == twins
    assert {
        each.name: [entry.title for entry in each.entries.in_order()] for each in TitleList.objects.all()
    } == {"The best": [twins, clay], "Liked on Letterboxd": [twins]}
    assert ListEntry.objects.get(note="good").title == twins
    assert {part for part, _why in data_import.left_out} == {"deleted/reviews.csv", "profile.csv"}
    assert list(differences()) == []


def test_an_import_taken_back_leaves_no_trace_but_what_was_changed_since() -> None:
    member, clay, twins = make_member(), catalogued("Clay"), catalogued("Twins", 2001)
    other = make_review(clay).author
    data_import = bring(
        member,
        "letterboxd.zip",
        zipped(
            {
                "ratings.csv": LETTERBOXD_RATINGS + "2020-01-01,Clay,2013,u,4\n2020-01-01,Twins,2001,v,1\n",
                "reviews.csv": LETTERBOXD_REVIEWS
                + f"2020-01-02,Clay,2013,x,4,,{BODY} And more.,,2020-01-01\n",
                "watched.csv": LETTERBOXD_FILMS + "2020-01-01,Clay,2013,u\n",
                "watchlist.csv": LETTERBOXD_FILMS + "2020-01-01,Twins,2001,v\n",
                "likes/films.csv": LETTERBOXD_FILMS + "2020-01-01,Twins,2001,v\n",
            }
        ),
    )
    confirmed(data_import)
    assert Title.objects.get(pk=clay.pk).vote_count == 2
    rate(member, twins, 9)
    taken_back(data_import)
    assert [(each.member, each.title, each.value) for each in Rating.objects.order_by("title")] == [
        (other, clay, 8),
        (member, twins, 9),
    ]
    assert [each.author for each in Review.objects.all()] == [other]
    for model in (Viewing, WatchlistEntry, ListEntry, TitleList):
        assert not model.objects.exists()
    assert data_import.status == ImportStatus.TAKEN_BACK
    assert outcomes(data_import).count(RowOutcome.KEPT) == 1
    assert Title.objects.get(pk=clay.pk).vote_count == 1
    assert AggregateRating.objects.get(title=clay).review_count == 1
    assert list(differences()) == []


@pytest.mark.parametrize(("keeps_drafts", "drafts"), [(True, 1), (False, 0)])
def test_a_review_too_short_to_publish_is_told_and_kept_as_a_draft(keeps_drafts: bool, drafts: int) -> None:
    member, _title = make_member(), catalogued("Clay")
    content = (LETTERBOXD_REVIEWS + "2020-01-02,Clay,2013,x,4,,Superb.,,2020-01-01\n").encode()
    data_import = confirmed(bring(member, "reviews.csv", content), keeps_drafts=keeps_drafts)
    row = data_import.rows.get(kind="review")
    assert "150" in row.reason
    assert [review.is_draft for review in Review.objects.all()] == [True] * drafts
    assert Rating.objects.get().value == 8
    again = bring(member, "reviews.csv", content)
    assert again.rows.get(kind="rating").state == RowState.PRESENT
    assert again.rows.get(kind="review").state == (RowState.PRESENT if keeps_drafts else RowState.MATCHED)


@pytest.mark.parametrize(("is_decided", "left"), [(False, 0), (True, 1)])
def test_a_review_with_a_link_waits_for_a_moderator_and_can_be_taken_back(
    is_decided: bool, left: int
) -> None:
    member, _title = make_member(), catalogued("Clay")
    row = f"2020-01-02,Clay,2013,x,,,{BODY} <a href='https://example.org'>More</a>,,\n"
    data_import = confirmed(bring(member, "reviews.csv", (LETTERBOXD_REVIEWS + row).encode()))
    assert (Review.objects.get().is_held, data_import.rows.get().reason) == (
        True,
        "It waits for a moderator to read it.",
    )
    if is_decided:
        Review.objects.update(is_held=False)
    taken_back(data_import)
    assert Review.objects.count() == left
    assert not Review.objects.visible().exists()
    assert list(differences()) == []


def test_a_review_replaced_by_the_file_is_put_back_with_the_file_as_its_history() -> None:
    member, title = make_member(), catalogued("Clay")
    make_review(title, member, headline="Mine", stars=8)
    row = f"2020-01-02,Clay,2013,x,,,Theirs. {BODY},,\n"
    data_import = bring(member, "reviews.csv", (LETTERBOXD_REVIEWS + row).encode())
    confirmed(data_import, replaces=True)
    review = Review.objects.get()
    headline = "Theirs. Long enough to be a review."
    assert (review.headline, review.body[:7], review.revision, review.stars) == (headline, "Theirs.", 2, 8)
    taken_back(data_import)
    review = Review.objects.get()
    assert (review.headline, review.body, review.revision, review.stars) == ("Mine", BODY, 3, 8)


def test_a_film_rated_only_in_the_diary_has_its_newest_rating() -> None:
    member, _title = make_member(), catalogued("Clay")
    rows = "2019-01-02,Clay,2013,x,2,,,2019-01-01\n2021-01-02,Clay,2013,x,4.5,Yes,,2021-01-01\n"
    confirmed(bring(member, "diary.csv", (LETTERBOXD_DIARY + rows).encode()))
    assert Rating.objects.get().value == 9
    assert Viewing.objects.count() == 2


def test_a_confirmation_sent_twice_writes_once() -> None:
    member = make_member()
    catalogued("Clay", imdb="tt1000001")
    data_import = bring(member, "ratings.csv", imdb_ratings(imdb_rating("tt1000001", 8)))
    said = [confirm(data_import, replaces=False, keeps_drafts=True, language="en") for _ in range(2)]
    write_rows.func(data_import.pk)
    write_rows.func(data_import.pk)
    assert (said, Rating.objects.count()) == ([True, False], 1)
    data_import.refresh_from_db()
    assert data_import.written_count == 1


def test_a_job_that_was_killed_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    member, _clay = make_member(), catalogued("Clay")
    data_import = bring(
        member,
        "letterboxd.zip",
        zipped(
            {
                "ratings.csv": LETTERBOXD_RATINGS + "2020-01-01,Clay,2013,u,4\n",
                "watchlist.csv": LETTERBOXD_FILMS + "2020-01-01,Clay,2013,u\n",
            }
        ),
    )
    confirm(data_import, replaces=False, keeps_drafts=True, language="en")
    with monkeypatch.context() as patch:
        patch.setattr("reviews.importers.kinds.watchlist.put_many_on_watchlist", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            write_rows.func(data_import.pk)
    assert (Rating.objects.count(), WatchlistEntry.objects.count()) == (1, 0)
    assert outcomes(data_import) == [RowOutcome.WRITTEN, ""]
    write_rows.func(data_import.pk)
    assert (Rating.objects.count(), WatchlistEntry.objects.count()) == (1, 1)
    data_import.refresh_from_db()
    assert (data_import.status, data_import.written_count) == (ImportStatus.DONE, 2)


def test_reading_begun_again_begins_anew() -> None:
    member = make_member()
    catalogued("Clay", imdb="tt1000001")
    data_import = bring(member, "ratings.csv", imdb_ratings(imdb_rating("tt1000001", 8)))
    content = imdb_ratings(imdb_rating("tt1000001", 8))
    DataImport.objects.update(status=ImportStatus.READING)
    ImportUpload.objects.create(data_import=data_import, content=content)
    read_rows.func(data_import.pk)
    assert states(data_import) == [RowState.MATCHED]


def test_a_member_who_was_suspended_meanwhile_waits() -> None:
    member = make_member()
    catalogued("Clay", imdb="tt1000001")
    data_import = bring(member, "ratings.csv", imdb_ratings(imdb_rating("tt1000001", 8)))
    confirm(data_import, replaces=False, keeps_drafts=True, language="en")
    member.suspended_until = None
    type(member).objects.filter(pk=member.pk).update(is_active=False)
    write_rows.func(data_import.pk)
    data_import.refresh_from_db()
    assert (data_import.status, Rating.objects.count()) == (ImportStatus.READY, 0)


def test_a_member_is_told_when_it_is_read_and_when_it_is_done() -> None:
    member = make_member()
    catalogued("Clay", imdb="tt1000001")
    data_import = confirmed(bring(member, "ratings.csv", imdb_ratings(imdb_rating("tt1000001", 8))))
    told = [each.text for each in Notification.objects.order_by("pk")]
    assert told == [
        "Your import is read: look at it and confirm it.",
        "Your import is done: 1 row was added.",
    ]
    assert {each.url for each in Notification.objects.all()} == {data_import.get_absolute_url()}


@pytest.mark.parametrize("count", [1, 200])
def test_reading_and_writing_cost_the_same_for_many_rows(count: int) -> None:
    member = make_member()
    titles = [catalogued(f"Film {number}", imdb=f"tt{1000000 + number}") for number in range(count)]
    Aka.objects.create(title=titles[0], text="Other")
    rows = [imdb_rating(f"tt{1000000 + number}", 8) for number in range(count)]
    rows += [imdb_rating(f"tt{2000000 + number}", 8, f"Film {number}", 1950) for number in range(count)]
    with CaptureQueriesContext(connection) as reading:
        data_import = bring(member, "ratings.csv", imdb_ratings(*rows))
    with CaptureQueriesContext(connection) as writing:
        confirmed(data_import)
    reranked = sum('UPDATE "films_titleentry"' in query["sql"] for query in writing.captured_queries)
    assert reranked == 1  # each title has its first vote, and takes another place in the search
    # SQLite takes few values at a time, so a few more statements carry many rows.
    assert (len(reading) <= 40, len(writing) - reranked <= 55) == (True, True)


def test_what_has_served_is_forgotten() -> None:
    catalogued("Clay", imdb="tt1000001")
    content = imdb_ratings(imdb_rating("tt1000001", 8))
    old, late, fresh = (confirmed(bring(make_member(), "ratings.csv", content)) for _ in range(3))
    waiting = bring(make_member(), "ratings.csv", content)
    now = timezone.now()
    DataImport.objects.filter(pk=old.pk).update(finished_at=now - timedelta(days=31))
    DataImport.objects.filter(pk=late.pk).update(finished_at=now - timedelta(days=29))
    DataImport.objects.filter(pk=waiting.pk).update(created_at=now - timedelta(days=15))
    call_command("clear_imports", verbosity=0)
    assert list(DataImport.objects.order_by("pk")) == [old, late, fresh]
    assert [each.rows.count() for each in (old, late, fresh)] == [0, 1, 1]
    old.refresh_from_db()
    assert (take_back(old), Rating.objects.count()) == (False, 3)


def test_what_changed_between_preview_and_confirmation_is_looked_at_again() -> None:
    member, title = make_member(), catalogued("Clay", imdb="tt1000001")
    data_import = bring(member, "ratings.csv", imdb_ratings(imdb_rating("tt1000001", 8)))
    rate(member, title, 2)
    confirmed(data_import)
    assert (Rating.objects.get().value, outcomes(data_import)) == (2, [RowOutcome.LEFT])
    gone = bring(make_member(), "ratings.csv", imdb_ratings(imdb_rating("tt1000001", 8)))
    Title.objects.update(is_published=False)
    assert outcomes(confirmed(gone)) == [RowOutcome.FAILED]


def test_keeping_what_is_there_already_makes_no_second_row() -> None:
    member, title = make_member(), catalogued("Clay")
    put_on_watchlist(member, title)
    note_viewing(member, title, PartialDate(2020, 1, 1))
    files = {
        "diary.csv": LETTERBOXD_DIARY + "2020-01-02,Clay,2013,x,,,,2020-01-01\n",
        "watched.csv": LETTERBOXD_FILMS + "2020-01-01,Clay,2013,u\n",
        "watchlist.csv": LETTERBOXD_FILMS + "2020-01-01,Clay,2013,u\n",
    }
    data_import = bring(member, "letterboxd.zip", zipped(files))
    assert states(data_import) == [RowState.PRESENT] * 3
