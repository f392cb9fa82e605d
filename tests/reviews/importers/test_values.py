from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from films.partial_date import PartialDate
from reviews.importers.values import date_in, date_or_none, imdb_key, moment_of, stars_in, year_in


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2014-03-19", PartialDate(2014, 3, 19)),
        ("2014-03", PartialDate(2014, 3)),
        ("2014", PartialDate(2014)),
        ("2014-3-9", PartialDate(2014, 3, 9)),
        ("2014-03-19 10:00:00", PartialDate(2014, 3, 19)),
        ("Sat Apr 23 08:36:35 2011", PartialDate(2011, 4, 23)),
        ("19/03/2014", PartialDate(2014, 3, 19)),
        ("3/19/2014", PartialDate(2014, 3, 19)),
        ("19.03.2014", PartialDate(2014, 3, 19)),
        ("4/4/2014", PartialDate(2014, 4, 4)),
        ("3/4/2014", PartialDate(2014)),
        ("", None),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_said(text: str, date: PartialDate | None) -> None:
    assert date_in(text) == date


@pytest.mark.parametrize(
    "text", ["yesterday", "2014-13-01", "Sat Foo 23 08:36:35 2011", "31/02/2014", "0000", "٢٠١٤"]
)
def test_what_is_no_date_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        date_in(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2014-03-19", "2014-03-19T12:00:00+00:00"),
        ("2014-03", ""),
        ("2914-03-19", ""),
        ("1960-01-01", ""),
        ("x", ""),
    ],
)
def test_a_moment_is_an_exact_day_of_the_past(text: str, moment: str) -> None:
    assert moment_of(text) == moment


@pytest.mark.parametrize(
    ("text", "out_of", "stars"),
    [
        ("8", 10, 8),
        ("8.0", 10, 8),
        ("8,0", 10, 8),
        ("8/10", 10, 8),
        ("0.5", 5, 1),
        ("3.5", 5, 7),
        ("5", 5, 10),
    ],
)
def test_stars_are_read_and_halves_doubled(text: str, out_of: int, stars: int) -> None:
    assert stars_in(text, out_of=out_of) == stars


@pytest.mark.parametrize("text", ["0", "11", "7.5", "-3", "nan", "inf", "1e999", "eight", " ", "8 9"])
def test_what_is_no_rating_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match="rating"):
        stars_in(text)


@pytest.mark.parametrize(
    ("text", "year"), [("2013", 2013), ("2011–2019", 2011), ("", None), ("13", None), ("20133", None)]
)
def test_the_first_year_named_counts(text: str, year: int | None) -> None:
    assert year_in(text) == year


def test_a_key_is_found_in_a_cell_or_an_address() -> None:
    assert imdb_key("", "http://www.imdb.com/title/tt1375666/") == "tt1375666"
    assert imdb_key("nm0000001", "x") == ""


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (date_in, stars_in):
        with suppress(ValueError):
            read(text)
    assert date_or_none(text) is None or date_or_none(text) == date_in(text)
