"""Two versions of a text side by side: paragraph by paragraph, and word by word within a changed one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

MOST_COMPARED = 3000
"""Words of both sides together, as comparing takes their number squared; more than that are shown as all changed."""

Change = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class Piece:
    """Some words, and whether the other side lacks them."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True)
class Row:
    """One paragraph of either side; an empty list where it has no counterpart."""

    before: list[Piece]
    after: list[Piece]

    @property
    def is_blank(self) -> bool:
        """An empty line that was there before, which only parts two paragraphs."""
        return not self.is_changed and not any(piece.text.strip() for piece in self.before)

    @property
    def is_changed(self) -> bool:
        return any(piece.is_changed for piece in self.before + self.after)


def side_by_side(before: str, after: str) -> list[Row]:
    """The rows of both texts; the pieces of each column joined by "\\n" give that text back."""
    return list(_rows(before.split("\n"), after.split("\n")))


def _rows(before: list[str], after: list[str]) -> Iterator[Row]:
    for kind, start, end, other_start, other_end in _changes(before, after):
        pairs = zip_longest(before[start:end], after[other_start:other_end])
        for left, right in pairs:
            if kind == "equal":
                yield Row([Piece(left)], [Piece(right)])
            elif left is None or right is None:
                yield Row(_whole(left), _whole(right))
            else:
                yield _words(left, right)


def _whole(line: str | None) -> list[Piece]:
    return [] if line is None else [Piece(line, is_changed=True)]


def _words(left: str, right: str) -> Row:
    before, after = re.findall(r"\s+|\w+|[^\w\s]", left), re.findall(r"\s+|\w+|[^\w\s]", right)
    row = Row([] if before else [Piece("")], [] if after else [Piece("")])
    for kind, start, end, other_start, other_end in _changes(before, after):
        if start < end:
            row.before.append(Piece("".join(before[start:end]), kind != "equal"))
        if other_start < other_end:
            row.after.append(Piece("".join(after[other_start:other_end]), kind != "equal"))
    return row


def _changes(before: list[str], after: list[str]) -> Iterator[Change]:
    """How `after` comes from `before`. What both begin and end with is found by reading along, so that only what lies
    between is compared, and an edit of a long text costs little."""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    end, other_end = len(before) - tail, len(after) - tail
    if head:
        yield ("equal", 0, head, 0, head)
    if end - head + other_end - head > MOST_COMPARED:
        yield ("replace", head, end, head, other_end)
    else:
        for kind, *places in SequenceMatcher(a=before[head:end], b=after[head:other_end]).get_opcodes():
            start, stop, other_start, other_stop = (head + place for place in places)
            yield (kind, start, stop, other_start, other_stop)
    if tail:
        yield ("equal", end, len(before), other_end, len(after))


def _alike(before: list[str], after: list[str]) -> int:
    """With how many words, or paragraphs, both begin."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(before), len(after)))
