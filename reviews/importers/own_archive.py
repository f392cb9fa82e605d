"""The site's own archive (docs/exporting.md), from here or from another site of this kind.

Only what a member can say here is read back: no e-mail address, no decision. Titles are found by their keys in other
catalogues, else by their number here together with name and year, else by name. What each row says:
own_archive_rows.py.
"""

import json
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from reviews.importers.own_archive_rows import SECTIONS, clues_of, name_in, name_of
from reviews.importers.own_archive_values import Row
from reviews.importers.records import NotUsable, Record, Unreadable, Upload
from reviews.importers.tables import MOST_ROWS

NAME = "Moviesite"
FORMAT, VERSION = "moviesite-archive", 1
AVATAR, MOST_AVATAR_BYTES = "avatar.webp", 1_000_000
MOST_BRACKETS = 5 * MOST_ROWS
"""A row has three; what has many more is not even taken into memory."""


def recognises(upload: Upload) -> bool:
    try:
        about = json.loads(upload.files.get("archive.json", b""))
    except (ValueError, RecursionError):
        return False
    return isinstance(about, dict) and about.get("format") == FORMAT


def read(upload: Upload) -> Iterator[Record | Unreadable]:
    if json.loads(upload.files["archive.json"]).get("version") != VERSION:
        raise NotUsable(_("This archive is of a later version than this site reads."))
    beside = _Beside(upload)
    for section in SECTIONS:
        part = f"data/{section}.json"
        for line, row in _rows(upload, section):
            try:
                whole = beside.added_to(section, row)
                if whole is not None:
                    yield _record(part, line, section, whole)
            except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
                yield Unreadable(part, line, _("The row is not as this site writes it."), name_in(row))


def _record(part: str, line: int, section: str, row: Row) -> Record:
    kind, content = SECTIONS[section]
    if row.get("title") is None and section in ("follows", "lists", "saved_searches", "profile"):
        return Record(part, line, kind, None, content(row), name_of(section, row))
    return Record(part, line, kind, clues_of(row), content(row))


class _Beside:
    """What other files of the archive say of a row: its list, its earlier versions, the picture."""

    def __init__(self, upload: Upload) -> None:
        self.lists = {str(row.get("key")): row for _line, row in _rows(upload, "lists")}
        self.filled = {str(row.get("list")) for _line, row in _rows(upload, "list_entries")}
        self.versions: dict[str, list[Row]] = defaultdict(list)
        for _line, row in _rows(upload, "review_revisions"):
            self.versions[str(row.get("review"))].append(row)
        avatar = upload.files.get(AVATAR, b"")
        self.avatar = b64encode(avatar).decode() if len(avatar) <= MOST_AVATAR_BYTES else ""

    def added_to(self, section: str, row: Row) -> Row | None:
        """The row with what belongs to it; None where it says nothing by itself."""
        match section:
            case "list_entries":
                return row | {"of": self.lists[str(row.get("list"))]}
            case "lists":
                return None if str(row.get("key")) in self.filled else row
            case "reviews":
                return (
                    None
                    if row.get("deleted_at")
                    else row | {"versions": self.versions[str(row.get("number"))]}
                )
            case "profile":
                says_something = row.get("display_name") or row.get("bio") or self.avatar
                return row | {"avatar": self.avatar} if says_something else None
        return row


def _rows(upload: Upload, section: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each with its line in the file, the first row being on the second."""
    path = f"data/{section}.json"
    content = upload.files.get(path, b"[]")
    try:
        rows = json.loads(content) if content.count(b"{") + content.count(b"[") < MOST_BRACKETS else None
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        _leave_out(upload, path, _("It cannot be read."))
        return
    if len(rows) > MOST_ROWS:
        _leave_out(upload, path, _("The file has more than %(most)d rows.") % {"most": MOST_ROWS})
        return
    for line, row in enumerate(rows, start=2):
        yield line, row if isinstance(row, dict) else {}


def _leave_out(upload: Upload, path: str, why: str) -> None:
    """Said once, however often the file is looked into."""
    if (path, why) not in upload.left_out:
        upload.left_out.append((path, why))
