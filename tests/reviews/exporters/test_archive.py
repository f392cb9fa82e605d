"""What is in a member's archive, and that it is all of theirs and nobody else's."""

import csv
import gc
import io
import json
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from PIL import Image

from accounts.avatars import keep_avatar
from accounts.models import Notification, User
from films.models import ExternalId, Runtime, Title
from films.partial_date import PartialDate
from reviews.exporters.archive import write_archive
from reviews.exporters.letterboxd import LETTERBOXD_LIMIT
from reviews.exporters.sections import SECTIONS
from reviews.exporters.values import FORMULA, cell
from reviews.following import follow
from reviews.keeping import note_viewing, put_on_list, put_on_watchlist
from reviews.models import DataImport, ImportRow, Rating, Report, Review, TitleList
from reviews.publishing import ReviewText, edit_review, save_draft
from reviews.ratings import rate
from reviews.traces import KEYS
from reviews.votes import cast_helpful_vote, cast_interest_vote
from tests.factories import (
    BODY,
    make_action,
    make_appeal,
    make_credit,
    make_genre,
    make_member,
    make_person,
    make_review,
    make_title,
    make_trivia,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def archive_of(member: User, made_at: datetime = NOW) -> ZipFile:
    file = io.BytesIO()
    write_archive(member, file, made_at)
    return ZipFile(file)


def data(archive: ZipFile, section: str) -> list[dict[str, Any]]:
    return json.loads(archive.read(f"data/{section}.json"))


def table(archive: ZipFile, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(path).decode("utf-8-sig"), newline="")))


@pytest.fixture
def member() -> User:
    return make_member(username="ada", email="ada@example.org", bio="Engines.")


@pytest.fixture
def title() -> Title:
    title = make_title(original_title="L'Image manquante")
    ExternalId.objects.create(title=title, source="imdb", value="tt2945796")
    ExternalId.objects.create(title=title, source="tmdb", value="181533")
    make_credit(title, make_person(), category="director")
    make_genre("Documentary", title)
    Runtime.objects.create(title=title, minutes=92)
    return title


def named(title: Title, **ids: str) -> dict[str, Any]:
    return {
        "id": title.pk,
        "title": title.primary_title,
        "original_title": title.original_title,
        "year": title.year,
        "type": title.title_type,
        "ids": ids,
    }


def test_every_section_is_there_even_when_it_is_empty(member: User) -> None:
    archive = archive_of(member)
    manifest = json.loads(archive.read("archive.json"))
    assert (manifest["format"], manifest["version"], manifest["member"]) == ("moviesite-archive", 1, "ada")
    readme = archive.read("README.txt").decode()
    for section in SECTIONS:
        assert manifest["sections"][section.name]["rows"] == len(data(archive, section.name))
        assert f"csv/{section.name}.csv" in archive.namelist()
        assert f"{section.name} (" in readme
    assert data(archive, "ratings") == []
    assert data(archive, "profile")[0]["bio"] == "Engines."


def test_what_was_said_is_there_as_it_was_said(member: User, title: Title) -> None:
    review = make_review(title, member, stars=9, contains_spoilers=True, language="fr")
    review = edit_review(review, ReviewText("Clay again", BODY, True, "fr", 9))
    save_draft(member, make_title("Later"), ReviewText("Not yet", "Short", stars=None))
    other = make_review(make_title("Another"))
    cast_helpful_vote(member, other, is_helpful=False)
    trivia = make_trivia(title)
    cast_interest_vote(member, trivia, is_interesting=True)
    archive = archive_of(member)
    known = named(title, imdb="tt2945796", tmdb="181533")
    assert [(row["title"], row["value"]) for row in data(archive, "ratings")] == [(known, 9)]
    published, draft = data(archive, "reviews")
    assert (published["title"], published["headline"], published["body"]) == (known, "Clay again", BODY)
    assert (published["contains_spoilers"], published["language"], published["stars"]) == (True, "fr", 9)
    assert published["created_at"] == review.created_at.astimezone(UTC).isoformat()
    assert (draft["is_draft"], draft["body"]) == (True, "Short")
    revision = data(archive, "review_revisions")[0]
    assert (revision["review"], revision["revision"], revision["headline"]) == (
        review.pk,
        1,
        "Clay remembers",
    )
    vote = data(archive, "helpful_votes")[0]
    assert (vote["author"], vote["is_helpful"], vote["title"]) == (
        other.author.username,
        False,
        named(other.title),
    )
    interest = data(archive, "interest_votes")[0]
    assert (interest["kind"], interest["text"], interest["title"]) == ("trivia", trivia.text, known)


def test_what_was_kept_is_there_in_order(member: User, title: Title) -> None:
    put_on_watchlist(member, title)
    note_viewing(member, title, PartialDate(2014, 3), is_rewatch=True, note="Rain")
    clay = TitleList.objects.create(member=member, name="Clay", visibility="unlisted")
    for name in ("Last", "First"):
        put_on_list(clay, make_title(name), note=name.lower())
    archive = archive_of(member)
    assert [row["title"]["id"] for row in data(archive, "watchlist")] == [title.pk]
    viewing = data(archive, "viewings")[0]
    assert (viewing["date"], viewing["is_rewatch"], viewing["note"]) == ("2014-03", True, "Rain")
    assert [(row["key"], row["visibility"]) for row in data(archive, "lists")] == [(clay.key, "unlisted")]
    entries = [(row["list"], row["position"], row["note"]) for row in data(archive, "list_entries")]
    assert entries == [(clay.key, 1, "last"), (clay.key, 2, "first")]


def test_account_and_moderation_are_there_without_secrets_and_names(member: User, title: Title) -> None:
    EmailAddress.objects.create(user=member, email="ada@example.org", primary=True, verified=True)
    Authenticator.objects.create(user=member, type="totp", data={"secret": "hush"})
    Notification.objects.create(member=member, kind="import", text="It is done.")
    action = make_action(moderator=make_member(username="judge"), member=member, title=title)
    make_appeal(action)
    Report.objects.create(reporter=member, title=title, section="trivia", reason="other", note="Wrong.")
    keep_avatar(member, Image.new("RGB", (300, 300)))
    archive = archive_of(member)
    assert data(archive, "email_addresses") == [
        {"email": "ada@example.org", "verified": True, "primary": True}
    ]
    assert [row["type"] for row in data(archive, "second_factors")] == ["totp"]
    assert [row["text"] for row in data(archive, "notifications")] == ["It is done."]
    assert [row["reason"] for row in data(archive, "decisions")] == ["It advertises a shop."]
    assert [row["text"] for row in data(archive, "appeals")] == ["It does not."]
    assert [row["note"] for row in data(archive, "reports")] == ["Wrong."]
    assert archive.read("avatar.webp")[8:12] == b"WEBP"
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"hush" not in everything
    assert b"judge" not in everything
    assert member.password.encode() not in everything


def test_nothing_of_others_is_there(member: User, title: Title) -> None:
    other = make_member(username="mallory", email="m@example.org", bio="Apples.")
    make_review(title, other, headline="Serpents")
    put_on_watchlist(other, title)
    note_viewing(other, title, None, note="Garden")
    put_on_list(TitleList.objects.create(member=other, name="Trees"), title, note="Fig")
    archive = archive_of(member)
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert [
        word
        for word in (b"mallory", b"Apples", b"Serpents", b"Garden", b"Trees", b"Fig")
        if word in everything
    ] == []


def test_the_same_twice_is_the_same_bytes(member: User, title: Title) -> None:
    make_review(title, member)
    first, second = io.BytesIO(), io.BytesIO()
    write_archive(member, first, NOW)
    write_archive(member, second, NOW)
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("sign", FORMULA)
def test_no_cell_begins_a_formula(sign: str) -> None:
    assert cell(f"{sign}cmd|' /C calc'!A0") == f"'{sign}cmd|' /C calc'!A0"
    assert cell(f"a{sign}") == f"a{sign}"


def test_no_file_runs_in_a_spreadsheet(member: User) -> None:
    nasty = make_title("=cmd|' /C calc'!A0")
    ExternalId.objects.create(title=nasty, source="imdb", value="tt1")
    make_review(nasty, member, headline="@SUM(1+9)*cmd", body=f"=DDE(1) {BODY}")
    note_viewing(member, nasty, None, note="-2+3")
    put_on_list(TitleList.objects.create(member=member, name="+1"), nasty, note="\t=1")
    put_on_watchlist(member, nasty)
    archive = archive_of(member)
    for name in archive.namelist():
        if name.endswith(".csv"):
            text = archive.read(name).decode("utf-8-sig")
            cells = [each for row in csv.reader(io.StringIO(text, newline="")) for each in row]
            assert [each for each in cells if each.startswith(FORMULA)] == [], name
    assert data(archive, "reviews")[0]["headline"] == "@SUM(1+9)*cmd"  # JSON is exact


def test_letterboxd_reads_it(member: User, title: Title) -> None:
    make_review(title, member, stars=9, body=f"{BODY}\n\n*Clay* & <water>, >!they meet!<.")
    note_viewing(member, title, PartialDate(2014, 3, 19), is_rewatch=True)
    note_viewing(member, title, PartialDate(2015))
    put_on_watchlist(member, title)
    put_on_list(TitleList.objects.create(member=member, name="Clay & water"), title, note="First")
    archive = archive_of(member)
    film = {
        "LetterboxdURI": "",
        "tmdbID": "181533",
        "imdbID": "tt2945796",
        "Title": "The Missing Picture",
        "Year": "2013",
        "Directors": "Rithy Panh",
    }
    assert table(archive, "letterboxd/ratings.csv") == [film | {"Rating10": "9"}]
    review = f"Clay remembers\n\n{BODY}\n\nClay &amp; &lt;water&gt;, they meet."
    assert table(archive, "letterboxd/reviews.csv") == [film | {"Rating10": "9", "Review": review}]
    assert table(archive, "letterboxd/diary.csv") == [
        film | {"WatchedDate": "2014-03-19", "Rewatch": "true", "Tags": ""},
        film | {"WatchedDate": "", "Rewatch": "false", "Tags": ""},
    ]
    assert table(archive, "letterboxd/watchlist.csv") == [film]
    assert table(archive, "letterboxd/lists/001-clay-water.csv") == [film | {"Review": "First"}]


def test_a_review_that_gives_the_story_away_says_so_first(member: User) -> None:
    make_review(make_title(), member, contains_spoilers=True)
    row = table(archive_of(member), "letterboxd/reviews.csv")[0]
    assert row["Review"].startswith("(Spoilers.) Clay remembers")


def test_imdb_shapes(member: User, title: Title) -> None:
    rate(member, title, 7)
    rate(member, make_title("Without a key"), 3)
    put_on_watchlist(member, title)
    put_on_list(TitleList.objects.create(member=member, name="Clay"), title, note="First")
    archive = archive_of(member)
    day = Rating.objects.get(title=title).updated_at.date().isoformat()
    film = {
        "Title": "The Missing Picture",
        "Original Title": "L'Image manquante",
        "URL": "https://www.imdb.com/title/tt2945796",
        "Title Type": "Movie",
        "IMDb Rating": "",
        "Runtime (mins)": "92",
        "Year": "2013",
        "Genres": "Documentary",
        "Num Votes": "",
        "Release Date": "",
        "Directors": "Rithy Panh",
    }
    assert table(archive, "imdb/ratings.csv") == [
        {"Const": "tt2945796", "Your Rating": "7", "Date Rated": day} | film
    ]
    row = {"Position": "1", "Const": "tt2945796", "Created": day, "Modified": day, "Description": ""} | film
    row |= {"Your Rating": "7", "Date Rated": day}
    assert table(archive, "imdb/watchlist.csv") == [row]
    assert table(archive, "imdb/lists/001-clay.csv") == [row | {"Description": "First"}]


# The first lines of real exports, as that site writes them.
IMDB_RATINGS_2025 = (
    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,"
    "Num Votes,Release Date,Directors"
)
IMDB_LIST_2024 = (
    "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),"
    "Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated"
)
# Those that https://letterboxd.com/about/importing-data/ names, in its order.
LETTERBOXD_COLUMNS = (
    "LetterboxdURI,tmdbID,imdbID,Title,Year,Directors,Rating,Rating10,WatchedDate,Rewatch,Tags,Review"
)


def test_the_headers_are_those_that_the_sites_know(member: User, title: Title) -> None:
    put_on_list(TitleList.objects.create(member=member, name="Clay"), title)
    archive = archive_of(member)
    headers = {
        name: archive.read(name).decode().splitlines()[0]
        for name in archive.namelist()
        if name.startswith(("imdb/", "letterboxd/"))
    }
    assert headers.pop("imdb/ratings.csv") == IMDB_RATINGS_2025
    assert headers.pop("imdb/watchlist.csv") == headers.pop("imdb/lists/001-clay.csv") == IMDB_LIST_2024
    assert len(headers) == 5
    for header in headers.values():
        columns = header.split(",")
        assert columns == [each for each in LETTERBOXD_COLUMNS.split(",") if each in columns]
        assert {"LetterboxdURI", "tmdbID", "imdbID", "Title"} <= set(columns)


def test_letterboxds_reviews_have_no_quotation_marks_to_be_misread(member: User, title: Title) -> None:
    make_review(title, member, headline='"Clay" & <water>', body=f'{BODY} "There," he said.')
    put_on_list(TitleList.objects.create(member=member, name="Clay"), title, note='"First" & <last>')
    archive = archive_of(member)
    review = table(archive, "letterboxd/reviews.csv")[0]["Review"]
    assert review == f"&quot;Clay&quot; &amp; &lt;water&gt;\n\n{BODY} &quot;There,&quot; he said."
    note = table(archive, "letterboxd/lists/001-clay.csv")[0]["Review"]
    assert note == "&quot;First&quot; &amp; &lt;last&gt;"


def test_a_title_without_a_page_is_not_named(member: User) -> None:
    secret = make_title("Unannounced", original_title="Unbenannt", year=1999)
    ExternalId.objects.create(title=secret, source="imdb", value="tt1234567")
    make_review(secret, member, headline="Mine", body=BODY)
    note_viewing(member, secret, None)
    put_on_watchlist(member, secret)
    put_on_list(TitleList.objects.create(member=member, name="Clay"), secret)
    follow(member, secret)
    cast_helpful_vote(member, make_review(secret), is_helpful=True)
    cast_interest_vote(member, make_trivia(secret, text="Telling remark"), is_interesting=True)
    Report.objects.create(
        reporter=member, title=secret, section="trivia", reason="other", quote="Telling quote"
    )
    data_import = DataImport.objects.create(member=member)
    ImportRow.objects.create(
        data_import=data_import, number=0, part="x", line=2, kind="rating", state="matched", title=secret
    )
    Title.objects.update(is_published=False)
    archive = archive_of(member)
    everything = b"".join(archive.read(name) for name in archive.namelist())
    telling = (b"Unannounced", b"Unbenannt", b"tt1234567", b"Telling", b"1999")
    assert [word for word in telling if word in everything] == []
    nameless = {"id": secret.pk, "title": "", "original_title": "", "year": None, "type": "", "ids": {}}
    for section in ("ratings", "reviews", "viewings", "watchlist", "list_entries", "follows", "import_rows"):
        assert [row["title"] for row in data(archive, section)] == [nameless], section


def test_what_was_brought_is_there_row_by_row(member: User, title: Title) -> None:
    data_import = DataImport.objects.create(member=member, file_name="ratings.csv", row_count=1)
    ImportRow.objects.create(
        data_import=data_import,
        number=0,
        part="ratings.csv",
        line=2,
        kind="rating",
        name="Clay",
        year=2013,
        content={"stars": 8},
        state="matched",
        outcome="written",
        title=title,
    )
    archive = archive_of(member)
    assert [(row["number"], row["file_name"]) for row in data(archive, "imports")] == [
        (data_import.pk, "ratings.csv")
    ]
    assert data(archive, "import_rows") == [
        {
            "import": data_import.pk,
            "file": "ratings.csv",
            "row": 2,
            "kind": "rating",
            "named": "Clay",
            "named_year": 2013,
            "says": {"stars": 8},
            "found": "matched",
            "outcome": "written",
            "reason": "",
            "title": named(title, imdb="tt2945796", tmdb="181533"),
        }
    ]


def test_who_is_followed_is_told_by_keys_elsewhere(member: User) -> None:
    person = make_person("Rithy Panh", birth_date=PartialDate(1964, 4, 18))
    ExternalId.objects.create(person=person, source="imdb", value="nm0659258")
    follow(member, person)
    archive = archive_of(member)
    ids = {"imdb": "nm0659258"}
    told = {"id": person.pk, "name": "Rithy Panh", "birth_date": "1964-04-18", "ids": ids}
    assert [(row["title"], row["person"]) for row in data(archive, "follows")] == [(None, told)]
    row = table(archive, "csv/follows.csv")[0]
    assert (row["person_id"], row["person"], row["birth_date"], row["person_imdb"]) == (
        str(person.pk),
        "Rithy Panh",
        "1964-04-18",
        "nm0659258",
    )


def make_ratings(member: User, number: int) -> None:
    """So many, in bulk: the counts that follow are not what is tested here."""
    titles = Title.objects.bulk_create(
        [Title(primary_title=f"Title {place:06}", year=2000) for place in range(number)], batch_size=1000
    )
    Rating.objects.bulk_create(
        [Rating(member=member, title=title, value=7, created_at=NOW) for title in titles], batch_size=1000
    )


def test_letterboxds_parts_are_at_most_a_megabyte(member: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert LETTERBOXD_LIMIT <= 1_000_000
    monkeypatch.setattr("reviews.exporters.letterboxd.LETTERBOXD_LIMIT", 1000)
    make_ratings(member, 100)
    archive = archive_of(member)
    parts = [name for name in archive.namelist() if name.startswith("letterboxd/ratings")]
    assert parts == [f"letterboxd/ratings-{number}.csv" for number in range(1, len(parts) + 1)]
    assert len(parts) > 2
    assert all(archive.getinfo(name).file_size <= 1000 for name in parts)
    titles = [row["Title"] for name in parts for row in table(archive, name)]
    assert titles == [f"Title {place:06}" for place in range(100)]


def grown(deed: Callable[[], object]) -> int:
    """Bytes that it took at its most, of two tries the better: one of them may load what is then kept."""
    return min(grown_once(deed) for _ in range(2))


def grown_once(deed: Callable[[], object]) -> int:
    """Bytes that it took at its most. What waits to be collected is not counted: it is collected at once."""
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.collect()  # counts what is not frozen, or what was there before would put the collecting off
    gc.set_threshold(1000, 1, 1)
    tracemalloc.start()
    deed()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    gc.set_threshold(*usual)
    gc.unfreeze()
    return most


def test_a_long_life_takes_no_more_memory_than_a_short_one(
    member: User, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviews.exporters.section.SLICE", 100)
    monkeypatch.setattr("reviews.exporters.elsewhere.SLICE", 100)

    def export() -> None:
        with (tmp_path / "archive.zip").open("wb") as file:
            write_archive(member, file, NOW)

    make_ratings(member, 200)
    export()
    few = grown(export)
    make_ratings(member, 1_000)
    many = grown(export)
    assert many < few * 2


def test_what_names_a_member_is_in_their_archive_or_not_theirs() -> None:
    exported = {key for section in SECTIONS for key in section.keys}
    not_theirs = {
        "reviews.HelpfulVote.author",  # others' votes
        "reviews.Appeal.first_moderator",  # who decided is not said
        "reviews.Appeal.decided_by",
        "films.Suggestion.decided_by",
        "films.LargeChange.asked_by",  # a job: what it wrote is a revision
        "films.DuplicateCandidate.decided_by",
        "reviews.ModerationAction.moderator",
        "reviews.DataExport.member",  # this file
        "accounts.User_groups.user",  # what staff may do
        "accounts.User_user_permissions.user",
    }
    assert set(KEYS) - exported - not_theirs == set(), "add a section in reviews/exporters for what is new"
    assert exported - set(KEYS) == set()
    assert exported & not_theirs == set()


def test_columns_stand_in_the_header_when_there_is_no_row(member: User) -> None:
    archive = archive_of(member)
    assert archive.read("csv/watchlist.csv").decode("utf-8-sig").strip() == (
        "title_id,title,original_title,year,title_type,imdb,tmdb,wikidata,letterboxd,created_at"
    )
    assert Review.objects.count() == 0
