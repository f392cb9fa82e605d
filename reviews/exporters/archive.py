"""Writing a member's archive: one zip, row by row, in an order that is always the same."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.user import AVATAR_SIZES, avatar_path
from reviews.exporters.elsewhere import Table
from reviews.exporters.imdb import imdb_tables
from reviews.exporters.letterboxd import letterboxd_tables
from reviews.exporters.section import Section
from reviews.exporters.sections import SECTIONS
from reviews.exporters.values import cell, cells_of, header_of

FORMAT, VERSION = "moviesite-archive", 1
IN_MEMORY = 1_000_000


class Archive:
    """The zip while it is being written. Every entry bears the moment of which it tells."""

    def __init__(self, file: IO[bytes], made_at: datetime) -> None:
        self.zip = ZipFile(file, "w", ZIP_DEFLATED)
        self.made_at = made_at.astimezone(UTC)

    @contextmanager
    def entry(self, path: str, *, is_packed: bool = True) -> Iterator[IO[bytes]]:
        info = ZipInfo(path, self.made_at.timetuple()[:6])
        info.compress_type = ZIP_DEFLATED if is_packed else ZIP_STORED
        info.external_attr = 0o600 << 16
        with self.zip.open(info, "w") as entry:
            yield entry

    def write_text(self, path: str, text: str) -> None:
        with self.entry(path) as entry:
            entry.write(text.encode())


def write_archive(member: User, file: IO[bytes], made_at: datetime) -> None:
    """Everything that the site keeps of the member, as of now."""
    archive = Archive(file, made_at)
    with archive.zip:
        counts = {section.name: _write_section(archive, section, member) for section in SECTIONS}
        for table in (*letterboxd_tables(member), *imdb_tables(member)):
            _write_table(archive, table)
        has_avatar = _write_avatar(archive, member)
        archive.write_text("archive.json", _manifest(member, archive.made_at, counts, has_avatar=has_avatar))
        archive.write_text("README.txt", _readme(counts, has_avatar=has_avatar))


def _write_section(archive: Archive, section: Section, member: User) -> int:
    """As a JSON array of one line a row, and as a CSV; how many rows. They are read once."""
    count = 0
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as spool:
        text = io.TextIOWrapper(spool, "utf-8-sig", newline="", write_through=True)
        table = csv.writer(text)
        table.writerow(header_of(section.columns))
        with archive.entry(f"data/{section.name}.json") as entry:
            entry.write(b"[")
            for row in section.of(member):
                entry.write(b",\n" if count else b"\n")
                entry.write(json.dumps(row, ensure_ascii=False).encode())
                table.writerow(cells_of(row))
                count += 1
            entry.write(b"\n]\n")
        text.detach()
        spool.seek(0)
        with archive.entry(f"csv/{section.name}.csv") as entry:
            while chunk := spool.read(IN_MEMORY):
                entry.write(chunk)
    return count


def _write_table(archive: Archive, table: Table) -> None:
    """One CSV, or several numbered ones where it may not be longer than its limit."""
    if table.limit is None:
        with archive.entry(f"{table.path}.csv") as entry:
            entry.writelines(_lines(table))
        return
    parts = _parts(table, table.limit)
    part: bytes | None = next(parts)
    following, number = next(parts, None), 1
    is_alone = following is None
    while part is not None:
        with archive.entry(f"{table.path}.csv" if is_alone else f"{table.path}-{number}.csv") as entry:
            entry.write(part)
        part, following, number = following, next(parts, None), number + 1


def _lines(table: Table) -> Iterator[bytes]:
    yield _line(table.header)
    for row in table.rows:
        yield _line(cell(value) for value in row)


def _parts(table: Table, limit: int) -> Iterator[bytes]:
    """The table in pieces, each with the header."""
    lines = _lines(table)
    header = next(lines)
    part = bytearray(header)
    for line in lines:
        if len(part) + len(line) > limit and len(part) > len(header):
            yield bytes(part)
            part = bytearray(header)
        part += line
    yield bytes(part)


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()


def _write_avatar(archive: Archive, member: User) -> bool:
    """The larger of its two sizes."""
    path = avatar_path(member.avatar_key, AVATAR_SIZES[-1])
    if not member.avatar_key or not default_storage.exists(path):
        return False
    with archive.entry("avatar.webp", is_packed=False) as entry, default_storage.open(path) as picture:
        entry.write(picture.read())
    return True


def _manifest(member: User, made_at: datetime, counts: dict[str, int], *, has_avatar: bool) -> str:
    about: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "site": settings.SITE_NAME,
        "url": settings.SITE_URL,
        "member": member.username,
        "made_at": made_at.isoformat(),
        "avatar": "avatar.webp" if has_avatar else None,
        "sections": {name: {"file": f"data/{name}.json", "rows": rows} for name, rows in counts.items()},
    }
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def _readme(counts: dict[str, int], *, has_avatar: bool) -> str:
    lines = [
        _("Your data at %(site)s") % {"site": settings.SITE_NAME},
        "",
        _("data/ has everything as JSON, one line a row; csv/ has the same for spreadsheets."),
        _("In a CSV, text that a spreadsheet would run as a formula begins with an apostrophe."),
        _("Moments are in UTC. A title is named with its keys in other catalogues, where they are known."),
        "",
        *(f"{section.name} ({counts[section.name]}): {section.about}" for section in SECTIONS),
        "",
        _(
            "letterboxd/ is for Letterboxd's importer, in files of at most one megabyte: ratings, reviews and diary for"
        ),
        _(
            "its import page, the watchlist for that of the watchlist there, and each list for a list of its own."
        ),
        _("imdb/ has the shape of IMDb's exports; titles whose key there is unknown are left out."),
        _("archive.json says what this is: any site of this kind can read the whole file back in."),
    ]
    if has_avatar:
        lines.append(_("avatar.webp is your picture."))
    return "\n".join(lines) + "\n"
