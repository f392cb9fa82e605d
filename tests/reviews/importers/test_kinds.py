"""What only an archive of this site tells: who is followed, searches, lists without a title, the profile, history."""

import json
from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from films.models import ExternalId, Person
from films.partial_date import PartialDate
from reviews.importers.people import people_meant
from reviews.models import (
    DataImport,
    Follow,
    ListVisibility,
    Review,
    ReviewRevision,
    RowOutcome,
    RowState,
    SavedSearch,
    TitleList,
)
from reviews.models.follow import MOST_FOLLOWED
from reviews.models.saved_search import MOST_SEARCHES
from tests.factories import BODY, make_member, make_person, make_review
from tests.reviews.importers.uploads import bring, catalogued, confirmed, taken_back, zipped

pytestmark = pytest.mark.django_db

TITLE = {"id": None, "title": "Clay", "original_title": "", "year": 2013, "type": "movie", "ids": {}}


def archive(files: dict[str, bytes] | None = None, **data: object) -> bytes:
    about = json.dumps({"format": "moviesite-archive", "version": 1})
    written = {f"data/{name}.json": json.dumps(rows) for name, rows in data.items()}
    return zipped({"archive.json": about} | written | (files or {}))


def brought(member=None, files: dict[str, bytes] | None = None, **data: object) -> DataImport:
    return bring(member or make_member(), "archive.zip", archive(files, **data))


def clue(name: str, *, born: str = "", person_id: int | None = None, **ids: str) -> dict[str, Any]:
    return {"name": name, "birth_date": born, "person_id": person_id, "ids": list(ids.items())}


def test_somebody_is_found_by_key_else_by_name_and_birth_where_there_is_one() -> None:
    panh, alone = make_person("Rithy Panh"), make_person("Agnès Sénémaud")
    ExternalId.objects.create(person=panh, source="imdb", value="nm0659258")
    older = make_person("Randal Douc", birth_date=PartialDate(1971))
    one, other = make_person("Sopheap"), make_person("Sopheap")
    asked = {
        panh.pk: clue("Another name", imdb="nm0659258"),
        alone.pk: clue("Agnès Sénémaud"),
        older.pk: clue("Randal Douc", born="1971"),
        other.pk: clue("Sopheap", person_id=other.pk),
    }
    assert people_meant(list(asked.values())) == list(asked)
    nobody = [
        clue("Sopheap"),
        clue("Sopheap", person_id=panh.pk),
        clue("Randal Douc"),
        clue("Randal Douc", born="1972"),
        clue("Nobody", person_id=one.pk),
    ]
    assert people_meant(nobody) == [None] * len(nobody)


def follow_row(name: str) -> dict[str, Any]:
    person = {"id": None, "name": name, "birth_date": "", "ids": {}}
    return {"title": None, "person": person, "created_at": "2020-01-01T00:00:00+00:00"}


def test_who_is_not_here_is_told_and_who_is_followed_already_left() -> None:
    make_person("Rithy Panh")
    member = make_member()
    rows = [follow_row("Rithy Panh"), follow_row("Rithy Panh"), follow_row("Nobody")]
    data_import = brought(member, follows=rows)
    states = list(data_import.rows.in_order().values_list("state", "name", "reason"))
    assert states == [
        (RowState.MATCHED, "Rithy Panh", ""),
        (RowState.PRESENT, "Rithy Panh", "An earlier row names the same."),
        (RowState.UNKNOWN, "Nobody", "There is nobody here who is certainly meant."),
    ]
    confirmed(data_import)
    follow = Follow.objects.get()
    assert (follow.person.primary_name, follow.created_at.year) == ("Rithy Panh", 2020)
    assert data_import.rows.failed().get().name == "Nobody"
    again = brought(member, follows=rows)
    assert RowState.MATCHED not in again.rows.values_list("state", flat=True)
    taken_back(data_import)
    assert not Follow.objects.exists()


def test_more_than_can_be_followed_is_told() -> None:
    member = make_member()
    make_person("Rithy Panh")
    people = Person.objects.bulk_create(Person(primary_name=f"No {n}") for n in range(MOST_FOLLOWED))
    Follow.objects.bulk_create(Follow(member=member, person=person) for person in people)
    data_import = confirmed(brought(member, follows=[follow_row("Rithy Panh")]))
    row = data_import.rows.get()
    assert (row.outcome, "as many as can be followed" in row.reason) == (RowOutcome.FAILED, True)


def search_row(name: str = "Short", criteria: str = "runtime_to=40") -> dict[str, Any]:
    return {"name": name, "criteria": criteria, "is_in_digest": True, "created_at": None}


@pytest.mark.parametrize(("replaces", "criteria"), [(False, "year_to=1930"), (True, "runtime_to=40")])
def test_a_search_of_the_same_name_is_put_back_as_it_was(replaces: bool, criteria: str) -> None:
    member = make_member()
    SavedSearch.objects.create(member=member, name="Short", criteria="year_to=1930")
    data_import = brought(member, saved_searches=[search_row()])
    assert data_import.rows.get().is_different
    confirmed(data_import, replaces=replaces)
    assert SavedSearch.objects.get().criteria == criteria
    taken_back(data_import)
    search = SavedSearch.objects.get()
    assert (search.criteria, search.is_in_digest) == ("year_to=1930", False)


@pytest.mark.parametrize("criteria", ["nonsense=1", "genre=no-such", "year_from=x"])
def test_a_search_that_asks_nothing_is_told(criteria: str) -> None:
    row = confirmed(brought(saved_searches=[search_row(criteria=criteria)])).rows.get()
    assert (row.outcome, row.reason) == (
        RowOutcome.FAILED,
        "This search asks for nothing that can be looked for.",
    )


def test_one_search_too_many_is_told() -> None:
    rows = [search_row(f"Short {number}") for number in range(MOST_SEARCHES + 1)]
    data_import = confirmed(brought(saved_searches=rows))
    assert SavedSearch.objects.count() == data_import.written_count == MOST_SEARCHES
    assert "as many as can be kept" in data_import.rows.failed().get().reason


def test_a_list_without_a_title_is_made_and_taken_back_while_it_is_empty() -> None:
    lists = [
        {"key": "a", "name": "Clay", "description": "Nothing yet.", "visibility": "unlisted"},
        {"key": "b", "name": "Water", "description": "", "visibility": "public"},
    ]
    data_import = confirmed(brought(lists=lists))
    assert [(each.name, each.visibility) for each in TitleList.objects.order_by("name")] == [
        ("Clay", ListVisibility.UNLISTED),
        ("Water", ListVisibility.PUBLIC),
    ]
    TitleList.objects.get(name="Water").entries.create(title=catalogued("Clay"), position=1)
    taken_back(data_import)
    assert TitleList.objects.get().name == "Water"


def review_row(*versions: str) -> dict[str, list[dict[str, Any]]]:
    text = {"headline": "Clay", "contains_spoilers": False, "language": "en"}
    moments = {"created_at": "2020-01-01T00:00:00+00:00", "updated_at": "2020-01-03T00:00:00+00:00"}
    flags = {"is_draft": False, "is_hidden": False, "is_held": False}
    review = text | moments | flags | {"number": 7, "title": TITLE, "body": BODY, "stars": 8}
    earlier = [
        text | {"review": 7, "revision": number, "body": body, "created_at": "2020-01-02T00:00:00+00:00"}
        for number, body in enumerate(versions, start=1)
    ]
    return {"reviews": [review | {"edited_at": moments["updated_at"]}], "review_revisions": earlier[::-1]}


def test_earlier_versions_come_in_their_order() -> None:
    catalogued("Clay")
    confirmed(brought(**review_row("First.", "*Second.*")))
    review = Review.objects.get()
    assert (review.revision, review.edited_at.day, review.is_held) == (3, 3, False)
    told = list(ReviewRevision.objects.order_by("number").values_list("number", "body", "body_html"))
    assert told == [(1, "First.", "<p>First.</p>"), (2, "*Second.*", "<p><em>Second.</em></p>")]


def test_an_earlier_version_that_leads_away_has_the_review_held() -> None:
    catalogued("Clay")
    confirmed(brought(**review_row("See [more](https://example.org/)")))
    assert Review.objects.get().is_held


def test_a_history_here_goes_on_and_the_files_is_not_brought() -> None:
    member = make_member()
    make_review(catalogued("Clay"), member, headline="Mine", body=f"Mine. {BODY}")
    confirmed(brought(member, **review_row("First.", "Second.")), replaces=True)
    review = Review.objects.get()
    assert (review.body, review.revision, review.revisions.get().headline) == (BODY, 2, "Mine")


@pytest.mark.parametrize("picture", [b"", b"no picture", b"x" * 1_000_001])
def test_a_picture_that_is_none_leaves_the_one_there_is(picture: bytes) -> None:
    member = make_member()
    profile = [{"display_name": "Ada", "bio": "Engines."}]
    confirmed(brought(member, {"avatar.webp": picture}, profile=profile), takes_profile=True)
    member.refresh_from_db()
    assert (member.display_name, member.bio, member.avatar_key) == ("Ada", "Engines.", "")


def test_a_name_that_no_form_would_take_is_told() -> None:
    member = make_member()
    profile = [{"display_name": "Ada\u202e", "bio": "Engines."}]
    row = confirmed(brought(member, profile=profile), takes_profile=True).rows.get()
    assert (row.outcome, row.reason) == (RowOutcome.FAILED, "This name holds signs that cannot be seen.")
    member.refresh_from_db()
    assert (member.display_name, member.bio) == ("", "")


def test_a_profile_that_was_changed_since_is_not_taken_back() -> None:
    member = make_member()
    written = BytesIO()
    Image.new("RGB", (300, 300), (200, 0, 0)).save(written, "WEBP")
    files = {"avatar.webp": written.getvalue()}
    data_import = brought(member, files, profile=[{"display_name": "Ada", "bio": ""}])
    assert data_import.rows.get().content["avatar"] == b64encode(files["avatar.webp"]).decode()
    confirmed(data_import, takes_profile=True)
    member.refresh_from_db()
    assert member.avatar_key
    member.display_name = "Grace"
    member.save()
    taken_back(data_import)
    member.refresh_from_db()
    assert (member.display_name, bool(member.avatar_key)) == ("Grace", True)
    assert data_import.rows.get().outcome == RowOutcome.KEPT
