"""IMDb's CSVs of every generation, in small."""

import pytest

from reviews.importers import imdb
from reviews.importers.records import Record, Unreadable, Upload
from reviews.models import ImportKind

OLD = (
    '"position","const","created","modified","description","Title","Title type","Directors","You rated",'
    '"IMDb Rating","Runtime (mins)","Year","Genres","Num. Votes","Release Date (month/day/year)","URL"\n'
    '"1","tt1375666","Sat Apr 23 08:36:35 2011","","","Der Anfang","Spielfilm","","10","8.8","148","2010",'
    '"action","1159852","2010-07-08","http://www.imdb.com/title/tt1375666/"\n'
)
CAMEL = (
    "Position,Const,Created,Modified,Description,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,"
    "Num Votes,Release Date,Directors,Your Rating,Date Rated\n"
    "1,tt0276919,2015-02-08,2015-02-08,a note,Été,https://www.imdb.com/title/tt0276919/,movie,8.0,178,,Drama,1,"
    "2003-05-19,Lars,,\n"
)
ORIGINAL = (
    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,"
    "Num Votes,Release Date,Directors\n"
    'tt0095765,7,2025-02-16,"Cinema Paradiso","Nuovo Cinema Paradiso",https://www.imdb.com/title/tt0095765,Movie,8.5,'
    '174,1988,"Drama",1,"1990-02-23","T"\n'
)


def read(name: str, content: str | bytes, hint: str = "") -> list[Record | Unreadable]:
    content = content if isinstance(content, bytes) else content.encode()
    upload = Upload(name, {name: content}, hint)
    assert imdb.recognises(upload)
    return list(imdb.read(upload))


def facts(found: list[Record | Unreadable]) -> list[tuple[object, ...]]:
    return [
        (each.line, each.kind, each.clues.name, each.clues.year, each.clues.ids, each.content)
        for each in found
        if isinstance(each, Record)
    ]


def test_the_columns_of_2015() -> None:
    key = (("imdb", "tt1375666"),)
    given = "2011-04-23T12:00:00+00:00"
    assert facts(read("WATCHLIST.csv", OLD)) == [
        (2, ImportKind.WATCHLIST, "Der Anfang", 2010, key, {"added_at": given}),
        (2, ImportKind.RATING, "Der Anfang", 2010, key, {"stars": 10, "given_at": given}),
    ]
    assert [each[1] for each in facts(read("ratings.csv", OLD))] == [ImportKind.RATING]


def test_the_columns_of_2019_in_latin_1() -> None:
    content = {"list": "My films", "note": "a note", "added_at": "2015-02-08T12:00:00+00:00"}
    assert facts(read("My_films.csv", CAMEL.encode("iso-8859-1"))) == [
        (2, ImportKind.LIST_ENTRY, "Été", 2003, (("imdb", "tt0276919"),), content)
    ]


def test_the_columns_of_2024() -> None:
    (record,) = read("3f2a.csv", ORIGINAL)
    assert isinstance(record, Record)
    assert (record.kind, record.clues.other_names) == (ImportKind.RATING, ("Nuovo Cinema Paradiso",))
    assert record.content == {"stars": 7, "given_at": "2025-02-16T12:00:00+00:00"}


@pytest.mark.parametrize(
    ("hint", "kind"),
    [("watchlist", ImportKind.WATCHLIST), ("list", ImportKind.LIST_ENTRY), ("", ImportKind.LIST_ENTRY)],
)
def test_what_its_member_says_it_is_counts_first(hint: str, kind: ImportKind) -> None:
    assert facts(read("x.csv", CAMEL, hint))[0][1] == kind


def test_rows_without_a_rating_or_a_title_are_told_by_number() -> None:
    rows = "tt1,,2025-01-01,One,,,,,,2001,,,,\n,5,,,,,,,,,,,,\n"
    assert read("ratings.csv", ORIGINAL + rows)[1:] == [
        Unreadable("ratings.csv", 3, "There is no rating in this row.", "One"),
        Unreadable("ratings.csv", 4, "The row names no title."),
    ]


def test_a_header_that_was_changed_is_not_taken_for_one() -> None:
    content = ORIGINAL.replace("Const,", "Consdwa,").encode()
    assert not imdb.recognises(Upload("x.csv", {"x.csv": content}))
