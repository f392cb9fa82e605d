"""Zips that are not what they claim are refused in words, and nothing of them is written anywhere."""

import stat
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.importers.opening import MOST_BYTES, MOST_ENTRIES, open_upload
from reviews.importers.records import NotUsable
from tests.reviews.importers.uploads import zipped


def refusal(content: bytes) -> str:
    with pytest.raises(NotUsable) as refused:
        open_upload("letterboxd.zip", content)
    return str(refused.value)


def with_entry(info: zipfile.ZipInfo, content: bytes = b"x") -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(info, content)
    return written.getvalue()


def test_a_zip_is_unpacked_and_what_is_no_table_left_out() -> None:
    upload = open_upload("x.zip", zipped({"ratings.csv": "a", "lists/one.csv": "b", "readme.txt": "c"}))
    assert upload.files == {"ratings.csv": b"a", "lists/one.csv": b"b"}
    assert upload.left_out == [("readme.txt", "not a table")]


def test_a_folder_around_everything_does_not_matter() -> None:
    upload = open_upload("x.zip", zipped({"mine/ratings.csv": "a", "mine/lists/one.csv": "b"}))
    assert list(upload.files) == ["ratings.csv", "lists/one.csv"]


@pytest.mark.parametrize(
    "path", ["../ratings.csv", "/etc/passwd.csv", "a/../../b.csv", "..\\b.csv", "C:\\b.csv"]
)
def test_a_path_that_leads_out_is_refused(path: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = path
    assert "leads out" in refusal(with_entry(info))


def test_a_link_is_refused() -> None:
    info = zipfile.ZipInfo("ratings.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "a link, not a file" in refusal(with_entry(info, b"/etc/passwd"))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "larger than anything" in refusal(zipped({"ratings.csv": b"0" * 30_000_000}))
    many = {f"{number}.csv": b"01" * 450_000 for number in range(100)}
    assert "larger than anything" in refusal(zipped(many))


def test_a_size_that_lies_is_refused() -> None:
    content = bytearray(zipped({"ratings.csv": b"0" * 5000}))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (10).to_bytes(4, "little")
    assert "damaged" in refusal(bytes(content))


def test_too_many_files_are_refused() -> None:
    assert str(MOST_ENTRIES) in refusal(zipped({f"{number}.csv": "" for number in range(MOST_ENTRIES + 1)}))


def test_a_file_too_large_or_empty_is_refused() -> None:
    assert "larger than" in refusal(b"x" * (MOST_BYTES + 1))
    assert "empty" in refusal(b"")


def test_a_password_and_a_rare_packing_are_refused() -> None:
    content = bytearray(zipped({"ratings.csv": "a"}))
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(sign) + offset] |= 1
    assert "password" in refusal(bytes(content))
    info = zipfile.ZipInfo("ratings.csv")
    info.compress_type = zipfile.ZIP_LZMA
    assert "packed in a way" in refusal(with_entry(info))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=60), st.integers(0, 200))
def test_a_damaged_zip_is_refused_and_nothing_else_happens(junk: bytes, at: int) -> None:
    whole = zipped({"ratings.csv": "Date,Name,Year,Letterboxd URI,Rating\n", "b/c.csv": "x"})
    at = min(at, len(whole))
    for content in (b"PK" + junk, whole[:at] + junk + whole[at + len(junk) :]):
        with suppress(NotUsable):
            open_upload("x.zip", content)
