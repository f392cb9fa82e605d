"""CSVs as sites and spreadsheet programs leave them, and bytes that are none."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.importers.records import NotUsable, Record, Unreadable, Upload
from reviews.importers.sources import SOURCES
from reviews.importers.tables import MOST_ROWS, Row, decode, lines_of, rows_under, tables_of

BASE = "Const,Your Rating,Title\ntt0000001,8,Amélie\n"
CELLS = [["Const", "Your Rating", "Title"], ["tt0000001", "8", "Amélie"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "cp1252"])
def test_a_table_is_read_in_whatever_encoding_it_was_saved(encoding: str) -> None:
    assert lines_of(BASE.encode(encoding))[:2] == CELLS


@pytest.mark.parametrize(
    "text",
    [
        BASE.replace("\n", "\r\n"),
        BASE.replace("\n", "\r"),
        BASE.replace(",", ";"),
        BASE.replace(",", "\t"),
        'Const,"Your Rating",Title\n"tt0000001","8","Amélie"\n',
        '="Const",Your Rating , Title\n="tt0000001",="8",Amélie\n',
    ],
)
def test_separators_line_ends_and_what_a_spreadsheet_program_adds_do_not_matter(text: str) -> None:
    assert lines_of(text.encode())[:2] == CELLS


def test_rows_are_numbered_as_a_spreadsheet_program_numbers_them() -> None:
    lines = lines_of(b"sep=;\nConst;Title\n\ntt1;One\ntt2;Two\n;\n")
    rows = list(rows_under(lines, 1, "x.csv"))
    assert rows == [Row(4, {"const": "tt1", "title": "One"}), Row(5, {"const": "tt2", "title": "Two"})]


def test_a_row_longer_than_its_header_is_told_and_a_damaged_header_refuses_all() -> None:
    lines = [["Const", "Title"], ["tt1", "One", "", ""], ["tt2", "Two", "x"]]
    row, odd = rows_under(lines, 0, "x.csv")
    assert row == Row(2, {"const": "tt1", "title": "One"})
    assert odd == Unreadable("x.csv", 3, "The row has 3 cells where the first row names 2 columns.")
    with pytest.raises(NotUsable, match=r"x\.csv: The row has 3 cells"):
        list(rows_under([lines[0], lines[2]], 0, "x.csv"))


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\nA,B\n",
        b'Const,Title\ntt1,"' + b"x" * 200_000,
        b"a,b\n" * (MOST_ROWS + 2),
    ],
)
def test_what_is_no_table_or_too_long_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(NotUsable, match=r"\w+ \w+"):
        lines_of(content)


def test_bytes_that_are_no_text_become_some_text() -> None:
    assert decode(b"caf\xe9 \x81") == "café \ufffd"
    assert decode(b"\xff\xfea") == "ÿþa"


HEADERS = [
    b"Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year\n",
    b"Position,Const,Created,Modified,Description,Title,URL,Title Type,Year\n",
    b"Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n",
    b"Date,Name,Year,Letterboxd URI,Rating\n",
    (
        b"Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2020-01-01,Best,,u,\n\n"
        b"Position,Name,Year,URL,Description\n"
    ),
    b"",
]
CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["tt0111161", "8", "3.5", "2020-01-01", "1994", "Twins", "9e999", "nan", "inf", "<b>x", '"', "-1"]
    ),
)
ROWS = st.lists(st.lists(CELL, max_size=10), max_size=5).map(
    lambda rows: "\n".join(",".join(row) for row in rows).encode("utf-8", "replace")
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(HEADERS),
    st.one_of(ROWS, st.binary(max_size=300)),
    st.sampled_from(["x", "watchlist", "ratings"]),
)
def test_no_bytes_make_a_reader_fail(header: bytes, rest: bytes, name: str) -> None:
    upload = Upload(f"{name}.csv", {f"{name}.csv": header + rest})
    found: list[Record | Unreadable] = []
    with suppress(NotUsable):
        found = [each for source in SOURCES if source.recognises(upload) for each in source.read(upload)]
    assert all(isinstance(each, Record | Unreadable) for each in found)
    assert all(each.reason for each in found if isinstance(each, Unreadable))


def test_many_files_are_not_longer_than_a_few() -> None:
    upload = Upload("many.zip", {f"{number}.csv": b"a,b\n" * 40_000 for number in range(6)})
    with pytest.raises(NotUsable, match=r"more than 200000 rows together"):
        tables_of(upload)
