"""Folds names to what people type: no case, no accents, no punctuation. Pure functions on text.

A folded name is a list of words, a word a tuple of the parts between its punctuation: "L’Image manquante"
is [("l", "image"), ("manquante",)]. Signs that carry meaning stay: Khmer and Indic vowels, Thai tones, kana
voicing. Signs that writers leave out at will go: Latin, Greek and Cyrillic accents, Hebrew points, Arabic
vowels and hamza.
"""

import re
import unicodedata
from itertools import pairwise

MOST_CHARACTERS = 300
ANCHOR = "="  # begins the token of a whole name
ANCHOR_LENGTH = 64
YEAR = "#"  # begins the token of a year
SIGNS = "#u"  # begins the word that stands for a name without letters

Word = tuple[str, ...]

_JOINT = "|"
_ARTICLES = frozenset(
    ["the", "a", "an", "le", "la", "les", "l", "un", "une", "der", "das", "el", "los", "las"]
)
_ARTICLES |= {"il", "lo", "gli"}
_FRACTION = re.compile("([\u00bc-\u00be\u2150-\u215f\u2189])")
_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
    "ŋ": "ng", "ə": "e", "ƒ": "f", "&": " and ",
    "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0629": "\u0647", "\u0671": "\u0627",
}  # fmt: skip
# Scripts written without spaces between words, and Hangul, whose spacing nobody is sure of.
_UNSPACED = re.compile(
    "([\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+)"
)
_OPTIONAL_MARKS = (
    range(0x0300, 0x0370), range(0x1AB0, 0x1B00), range(0x1DC0, 0x1E00), range(0x20D0, 0x2100),
    range(0xFE00, 0xFE30), range(0x0591, 0x05BE), (0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7),
    range(0x064B, 0x0656), (0x0640, 0x0670, 0x093C, 0x0A3C),
)  # fmt: skip
_COENG = "\u17d2"  # ties the next Khmer consonant below the last


class _Folds(dict[int, str]):
    """What str.translate makes of each decomposed, case-folded character; learned as characters are met."""

    most = 20_000

    def __missing__(self, code: int) -> str:
        folded = _fold_character(code)
        if len(self) < self.most:
            self[code] = folded
        return folded


def _fold_character(code: int) -> str:
    character = chr(code)
    category = unicodedata.category(character)
    if character in _LETTERS:
        return _LETTERS[character]
    if any(code in marks for marks in _OPTIONAL_MARKS) or category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if 0x30A1 <= code <= 0x30F6:  # katakana, to hiragana
        return chr(code - 0x60)
    if category[0] in "LMN":
        return character
    return _JOINT if category[0] in "PS" else " "


_FOLDS = _Folds()


def fold(text: str) -> list[Word]:
    """The words of `text`. Text without a letter or number becomes one word that spells its signs."""
    text = _FRACTION.sub(r" \1", text[:MOST_CHARACTERS])
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    folded = unicodedata.normalize("NFC", text.translate(_FOLDS))[:MOST_CHARACTERS]
    words = [tuple(filter(None, word.split(_JOINT))) for word in folded.split()]
    return [word for word in words if word] or _spelt(text)


def _spelt(text: str) -> list[Word]:
    signs = [sign for sign in text if unicodedata.category(sign)[0] in "PS"][:12]
    return [(SIGNS + "".join(f"{ord(sign):05x}" for sign in signs),)] if signs else []


def parts(words: list[Word]) -> list[str]:
    return [part for word in words for part in word]


def anchor(pieces: list[str]) -> str:
    """The token of a whole name: without spaces, so that “limage manquante” is “L'image manquante”."""
    return ANCHOR + "".join(pieces)[:ANCHOR_LENGTH]


def without_article(pieces: list[str]) -> list[str]:
    return pieces[1:] if len(pieces) > 1 and pieces[0] in _ARTICLES else pieces


def sort_key(name: str) -> str:
    """What lists are ordered by: "missing picture" for "The Missing Picture"."""
    return " ".join(without_article(parts(fold(name))))


def pieces_of(part: str) -> list[tuple[str, bool]]:
    """A part cut where the script changes: (text, whether it is written without spaces between words)."""
    return [(piece, index % 2 == 1) for index, piece in enumerate(_UNSPACED.split(part)) if piece]


def clusters(text: str) -> list[str]:
    """Written signs: a letter with its marks, a Khmer consonant with those below it."""
    found: list[str] = []
    for character in text:
        is_mark = unicodedata.category(character)[0] == "M"
        if found and (is_mark or found[-1].endswith(_COENG)):
            found[-1] += character
        else:
            found.append(character)
    return found


def grams(text: str) -> list[str]:
    """Pairs of neighbouring signs, and the last sign alone: whatever stands inside can be looked up by prefix."""
    signs = clusters(text)
    return [first + second for first, second in pairwise(signs)] + signs[-1:]


def tokens(name: str) -> set[str]:
    """All that `name` is found by: its words, its parts, pairs of signs, and the whole."""
    words = fold(name)
    if not words:
        return set()
    found = {anchor(parts(words)), anchor(without_article(parts(words)))}
    for word in words:
        if len(word) > 1:
            found.add("".join(word)[:ANCHOR_LENGTH])
        for part in word:
            for piece, is_unspaced in pieces_of(part):
                found.update(grams(piece) if is_unspaced else [piece[:ANCHOR_LENGTH]])
    return found
