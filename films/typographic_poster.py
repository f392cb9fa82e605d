"""Sets a title as a printed cover: what a page draws when no poster is held.

Pure arithmetic on text. The cover is 600 units wide and 900 high; every number is a whole unit, so that
templates may print it unchanged in any locale. Widths are estimates, since the reader's serif is not known here:
a line that a broad serif would carry past the edge is held to its estimate.
"""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

WIDTH = 600
HEIGHT = 900
MARGIN = 48
ART_HEIGHT = 500

# Seven palettes and eleven compositions share no factor, so a pair is long in coming back.
PALETTES = ("bone", "plum", "night", "mist", "clay", "moss", "ochre")
COMPOSITIONS = (
    "frame",
    "figures",
    "sun",
    "strip",
    "arches",
    "beam",
    "windows",
    "paddies",
    "curtain",
    "tiles",
    "reel",
)

_SIZES = (116, 104, 94, 86, 78, 70, 64, 58, 52, 46, 42)
_TITLE_HEIGHT = 290
_LINE_WIDTH = WIDTH - 2 * MARGIN
_BROADEST = 1.32  # how far the broadest common serif, DejaVu's, goes beyond an estimate
_MOST_CLUSTERS = 240
_MOST_MARKS = 8
_NARROW = frozenset("fijlrtI.,:;'’‘!|()[]-·")
_WIDE = frozenset("mwMWQGOCDÆŒ@&—…")


@dataclass(frozen=True)
class PosterLine:
    """One line of the title: its text, baseline and size in units of the cover; `width` 0 is as wide as it comes."""

    text: str
    y: int
    size: int
    width: int


@dataclass(frozen=True)
class Poster:
    """A whole cover; `x` is where lines start, on the right when `direction` is "rtl"."""

    lines: tuple[PosterLine, ...]
    year: str
    year_y: int
    rule_y: int
    x: int
    direction: str
    palette: str
    composition: str
    art_y: int
    is_mirrored: bool


def typographic_poster(title: str, year: int | None, seed: int) -> Poster:
    """The cover of `title`, the same for the same `seed`; any script, any length, also empty."""
    clusters = _clusters(title)
    is_rtl = _reads_right_to_left(clusters)
    stands_on_top = seed // 3 % 2 == 0
    top = 0 if stands_on_top else ART_HEIGHT
    size, texts = _fit(clusters)
    leading = _leading(clusters)
    lines = tuple(
        PosterLine(
            text,
            top + 96 + round(size * 0.86) + round(number * size * leading),
            size,
            _held_width(text, size),
        )
        for number, text in enumerate(texts)
    )
    return Poster(
        lines=lines,
        year="" if year is None else str(year),
        year_y=top + 82,
        rule_y=top + 44,
        x=WIDTH - MARGIN if is_rtl else MARGIN,
        direction="rtl" if is_rtl else "ltr",
        palette=_pick(PALETTES, seed, step=4),
        composition=_pick(COMPOSITIONS, seed, step=1),
        art_y=HEIGHT - ART_HEIGHT if stands_on_top else 0,
        is_mirrored=seed // 5 % 2 == 1,
    )


def _pick(choices: tuple[str, ...], seed: int, *, step: int) -> str:
    """One of the choices, never that of the seed before or after."""
    return choices[(seed * step + seed // len(choices)) % len(choices)]


def _clusters(title: str) -> list[str]:
    """The title as whole written signs: a letter keeps its marks; what cannot be printed is dropped."""
    clusters: list[str] = []
    is_joined = False
    for character in " ".join(title.split()):
        category = unicodedata.category(character)
        if (
            category in ("Cc", "Cs", "Co", "Cn")
            or "\u202a" <= character <= "\u202e"
            or "\u2066" <= character <= "\u2069"
        ):
            continue
        if clusters and (is_joined or category in ("Mn", "Mc", "Me", "Cf", "Sk")):
            if len(clusters[-1]) <= _MOST_MARKS:
                clusters[-1] += character
        elif len(clusters) == _MOST_CLUSTERS:
            break
        else:
            clusters.append(character)
        is_joined = character == "\u200d"
    return clusters


def _reads_right_to_left(clusters: list[str]) -> bool:
    for cluster in clusters:
        kind = unicodedata.bidirectional(cluster[0])
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def _is_ideographic(cluster: str) -> bool:
    return unicodedata.east_asian_width(cluster[0]) in ("W", "F")


def _leading(clusters: list[str]) -> float:
    """Lines of Latin, Greek, Cyrillic and Han set tight; scripts with tall marks need air."""
    needs_air = any(ord(cluster[0]) in range(0x0590, 0x1400) for cluster in clusters)
    return 1.36 if needs_air else 1.1


def _held_width(text: str, size: int) -> int:
    width = _width(_clusters(text)) * size
    return round(width) if width * _BROADEST > _LINE_WIDTH else 0


def _width(text: list[str]) -> float:
    """Estimated width in ems."""
    return sum(_cluster_width(cluster) for cluster in text)


def _cluster_width(cluster: str) -> float:
    if _is_ideographic(cluster):
        return 1.0
    letter = unicodedata.normalize("NFD", cluster)[0]
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.86
    if letter.isspace():
        return 0.26
    if "\u0900" <= letter < "\u1400":
        return 0.74
    return 0.7 if letter.isupper() else 0.6 if letter.isdecimal() else 0.55


def _fit(clusters: list[str]) -> tuple[int, list[str]]:
    """The largest size at which the title stands in its box, and its lines."""
    leading = _leading(clusters)
    words = _words(clusters)
    for size in _SIZES:
        room = _LINE_WIDTH / size
        if all(_width(word) <= room for word in words):
            lines = _wrap(words, room)
            if len(lines) * size * leading <= _TITLE_HEIGHT:
                return size, lines
    return _SIZES[-1], _cut(words, _SIZES[-1], leading)


def _words(clusters: list[str]) -> list[list[str]]:
    """Pieces a line may end after: words and, between ideographs, every sign. A space stays with its word."""
    words: list[list[str]] = [clusters[:1]] if clusters else []
    for before, cluster in pairwise(clusters):
        is_closing = unicodedata.category(cluster[0]) in ("Pe", "Pf", "Po", "Lm")
        if before == " " or (_is_ideographic(cluster) and _is_ideographic(before) and not is_closing):
            words.append([cluster])
        else:
            words[-1].append(cluster)
    return words


def _wrap(words: list[list[str]], room: float) -> list[str]:
    lines: list[list[str]] = []
    for word in words:
        if lines and _width([*lines[-1], *word]) - (0.26 if word[-1] == " " else 0) <= room:
            lines[-1] += word
        else:
            lines.append(list(word))
    return ["".join(line).strip() for line in lines]


def _cut(words: list[list[str]], size: int, leading: float) -> list[str]:
    """Lines at the smallest size: overlong words are broken, and what is left over ends in an ellipsis."""
    room = _LINE_WIDTH / size
    pieces: list[list[str]] = []
    for word in words:
        piece: list[str] = []
        for cluster in word:
            if piece and _width([*piece, cluster]) > room:
                pieces.append(piece)
                piece = []
            piece.append(cluster)
        pieces.append(piece)
    lines = _wrap(pieces, room)
    most = int(_TITLE_HEIGHT / (size * leading))
    if len(lines) <= most:
        return lines
    last = _clusters(lines[most - 1])
    while last and _width([*last, "…"]) > room:
        last.pop()
    return [*lines[: most - 1], "".join(last).rstrip() + "…"]
