"""Letterboxd's zip and its single CSVs, in small."""

import pytest

from reviews.importers import letterboxd
from reviews.importers.records import NotUsable, Record, Unreadable, Upload
from reviews.models import ImportKind
from tests.reviews.importers.uploads import (
    LETTERBOXD_DIARY,
    LETTERBOXD_FILMS,
    LETTERBOXD_RATINGS,
    LETTERBOXD_REVIEWS,
)

CLAY = "2020-01-01,Clay,2013,https://boxd.it/a"


def read(files: dict[str, str], hint: str = "") -> list[Record | Unreadable]:
    upload = Upload("x.zip", {path: content.encode() for path, content in files.items()}, hint)
    assert letterboxd.recognises(upload)
    return list(letterboxd.read(upload))


def facts(found: list[Record | Unreadable]) -> list[tuple[object, ...]]:
    return [(each.part, each.line, each.kind, each.content) for each in found if isinstance(each, Record)]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_half_stars_are_doubled(ends: str) -> None:
    rows = f"{LETTERBOXD_RATINGS}{CLAY},0.5\n{CLAY},5\n{CLAY},5.5\n{CLAY},\n".replace("\n", ends)
    found = read({"ratings.csv": rows})
    assert [each.content["stars"] for each in found if isinstance(each, Record)] == [1, 10]
    assert [(each.line, each.reason) for each in found if isinstance(each, Unreadable)] == [
        (4, "“5.5” is not a rating of up to 5 stars."),
        (5, "There is no rating in this row."),
    ]


def test_a_row_of_the_diary_is_known_by_the_key_that_the_film_has_elsewhere() -> None:
    files = {
        "diary.csv": LETTERBOXD_DIARY + "2020-01-02,Clay,2013,https://boxd.it/entry,,,,2020-01-01\n",
        "watched.csv": LETTERBOXD_FILMS + f"{CLAY}\n",
    }
    keys = {each.clues.ids for each in read(files) if isinstance(each, Record)}
    assert keys == {(("letterboxd", "a"),)}


def test_a_diary_rates_what_ratings_do_not() -> None:
    diary = (
        LETTERBOXD_DIARY + "2020-01-02,Clay,2013,x,4,,,2020-01-01\n2020-01-02,Twins,2001,x,4,,,2020-01-01\n"
    )
    found = facts(read({"ratings.csv": f"{LETTERBOXD_RATINGS}{CLAY},3\n", "diary.csv": diary}))
    assert [(part, line) for part, line, kind, _ in found if kind == ImportKind.RATING] == [
        ("ratings.csv", 2),
        ("diary.csv", 3),
    ]


def test_an_unreadable_day_is_told() -> None:
    (row,) = read({"diary.csv": LETTERBOXD_DIARY + "2020-01-02,Clay,2013,x,,,,some day\n"})
    assert row == Unreadable("diary.csv", 2, "“some day” is not a date.", "Clay")


def test_the_newest_review_of_a_film_comes_first() -> None:
    rows = "2019-01-02,Clay,2013,x,,,Old.,,\n2021-01-02,Clay,2013,x,,Yes,<i>New</i>.,,\n2021-01-03,Clay,2013,x,,,,,\n"
    found = read({"reviews.csv": LETTERBOXD_REVIEWS + rows})
    assert [each.content["body"] for each in found if isinstance(each, Record)] == ["*New*.", "Old."]
    assert [each.reason for each in found if isinstance(each, Unreadable)] == ["The review has no text."]


@pytest.mark.parametrize("first", ["Letterboxd list export v7\n", "\n"])
def test_a_list_has_its_name_from_above_its_rows(first: str) -> None:
    text = (
        f"{first}Date,Name,Tags,URL,Description\n2020-01-01,The “best”,,https://boxd.it/l,Why\n\n"
        "Position,Name,Year,URL,Description\n1,Clay,2013,https://boxd.it/a,<b>good</b>\n"
    )
    assert facts(read({"lists/the-best.csv": text})) == [
        (
            "lists/the-best.csv",
            6,
            ImportKind.LIST_ENTRY,
            {"list": "The “best”", "note": "**good**", "added_at": ""},
        )
    ]


@pytest.mark.parametrize(
    ("name", "hint", "kind"),
    [
        ("watchlist.csv", "", ImportKind.WATCHLIST),
        ("watched (1).csv", "", ImportKind.VIEWING),
        ("films.csv", "", ImportKind.LIST_ENTRY),
        ("x.csv", "watchlist", ImportKind.WATCHLIST),
    ],
)
def test_four_columns_are_told_apart_by_name_or_by_their_member(
    name: str, hint: str, kind: ImportKind
) -> None:
    assert [each[2] for each in facts(read({name: f"{LETTERBOXD_FILMS}{CLAY}\n"}, hint))] == [kind]


def test_four_columns_that_nobody_names_are_asked_about() -> None:
    with pytest.raises(NotUsable, match="Say which it is"):
        read({"x.csv": f"{LETTERBOXD_FILMS}{CLAY}\n"})


def test_one_damaged_file_in_a_zip_is_left_out_and_the_others_are_read() -> None:
    files = {
        "ratings.csv": f"{LETTERBOXD_RATINGS}{CLAY},3\n".encode(),
        "watched.csv": f"{LETTERBOXD_FILMS}{CLAY},3\n".encode(),
        "watchlist.csv": b"\x00\x00\x00\x00",
        "profile.csv": b"Username,Email Address\nx,x@example.org\n",
        "deleted/diary.csv": f"{LETTERBOXD_DIARY}{CLAY},,,,2020\n".encode(),
    }
    upload = Upload("x.zip", files)
    assert [each.part for each in letterboxd.read(upload)] == ["ratings.csv"]
    assert sorted(part for part, _why in upload.left_out) == [
        "deleted/diary.csv",
        "profile.csv",
        "watched.csv",
        "watchlist.csv",
    ]
