"""What to look for, said once for both engines: terms joined by and / or, in tiers from best to loosest."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .folding import ANCHOR_LENGTH, SIGNS, YEAR, Word, anchor, clusters, fold, grams, parts, pieces_of

MOST_WORDS = 12
SHORTEST_OPEN = 4  # a mistyped last word this short is taken as finished: too much begins so
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "абвгдежзиклмнопрстуфхцчшщъыьэюяієґ",
    "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ",
)
_FIRST_YEAR, _LAST_YEAR = 1870, 2100


@dataclass(frozen=True)
class Term:
    token: str
    is_prefix: bool = False


@dataclass(frozen=True)
class And:
    members: tuple["Expression", ...]


@dataclass(frozen=True)
class Or:
    members: tuple["Expression", ...]


Expression = Term | And | Or


def every(members: Iterable[Expression]) -> Expression:
    members = tuple(members)
    return members[0] if len(members) == 1 else And(members)


def either(members: Iterable[Expression]) -> Expression:
    members = tuple(dict.fromkeys(members))
    return members[0] if len(members) == 1 else Or(members)


@dataclass(frozen=True)
class Question:
    """What a visitor typed: words, and the year that may stand behind them."""

    words: tuple[Word, ...]
    year: int | None

    @classmethod
    def read(cls, text: str) -> "Question":
        words = tuple(fold(text)[:MOST_WORDS])
        return cls(words, _trailing_year(words))

    def tiers(self) -> list[Expression]:
        """Exactly this name; names that begin so; names with all these words, the last one perhaps unfinished."""
        if not self.words:
            return []
        return [
            self._dated(Term(anchor(parts(list(words)))) for words in self._readings()),
            self._dated(Term(anchor(parts(list(words))), is_prefix=True) for words in self._readings()),
            self._dated(_containing(words) for words in self._readings()),
        ]

    def other_years(self) -> list[Expression]:
        """Tiers for a year that does not fit: this name or these words a year off, then in any year."""
        if not self.year:
            return []
        words = self._readings()[-1]
        same_name = Term(anchor(parts(list(words))))
        near_year = either(Term(f"{YEAR}{self.year + off}") for off in (-1, 0, 1))
        return [And((same_name, near_year)), And((_containing(words), near_year)), _containing(words)]

    def each_word(self) -> list[Expression]:
        """The words one by one, to learn which of them nobody has."""
        words = self._readings()[-1] if self.words else ()
        return [_word(word, is_prefix=at == len(words) - 1) for at, word in enumerate(words)]

    def with_slip_at(self, at: int) -> list[Expression]:
        """One tier in which the word at this place has a letter too many, missing, wrong or swapped with the next."""
        return _slips(self._readings()[-1], at)

    def _readings(self) -> list[tuple[Word, ...]]:
        return [self.words, self.words[:-1]] if self.year else [self.words]

    def _dated(self, found: Iterator[Expression]) -> Expression:
        """The first reading as it is; the second, whose last word is a year, held to that year."""
        first, *rest = found
        return either([first, *(And((other, Term(f"{YEAR}{self.year}"))) for other in rest)])


def _trailing_year(words: tuple[Word, ...]) -> int | None:
    if len(words) > 1 and len(words[-1]) == 1 and re.fullmatch("[0-9]{4}", words[-1][0]):
        year = int(words[-1][0])
        return year if _FIRST_YEAR <= year <= _LAST_YEAR else None
    return None


def _containing(words: tuple[Word, ...]) -> Expression:
    last = len(words) - 1
    return every(_word(word, is_prefix=at == last) for at, word in enumerate(words))


def _word(word: Word, *, is_prefix: bool) -> Expression:
    apart = every(_part(part, is_prefix=is_prefix and at == len(word) - 1) for at, part in enumerate(word))
    return either([Term("".join(word)[:ANCHOR_LENGTH], is_prefix), apart]) if len(word) > 1 else apart


def _part(part: str, *, is_prefix: bool) -> Expression:
    found: list[Expression] = []
    for piece, is_unspaced in pieces_of(part):
        if is_unspaced:
            found += _signs(piece)
        else:
            found.append(Term(piece[:ANCHOR_LENGTH], is_prefix))
    return every(found)


def _signs(run: str) -> list[Expression]:
    pairs = grams(run)[:-1] or [run]
    return [*(Term(pair) for pair in pairs[:-1]), Term(pairs[-1], is_prefix=True)]


def _slips(words: tuple[Word, ...], at: int) -> list[Expression]:
    word = "".join(words[at])
    last = len(words) - 1
    is_open = at == last and len(word) > SHORTEST_OPEN
    if any(is_unspaced for _, is_unspaced in pieces_of(word)):
        guesses = _missing_signs(word)
    else:
        guesses = [Term(guess, is_open) for guess in edits(word)]
        if len(words) == 1:
            guesses += [Term(anchor([guess]), is_open) for guess in edits(word)]
    others = [_word(other, is_prefix=n == last) for n, other in enumerate(words) if n != at]
    return [every([either(guesses), *others])] if guesses else []


def _missing_signs(run: str) -> list[Expression]:
    """Readings of a run without spaces in which one sign is wrong: the pairs it does not touch must stand."""
    signs = clusters(run)
    if not 4 <= len(signs) <= 24:
        return []
    pairs = grams(run)[:-1]
    return [
        every(Term(pair) for n, pair in enumerate(pairs) if at - n not in (0, 1)) for at in range(len(signs))
    ]


def edits(word: str) -> list[str]:
    """Every text one slip away from a word of 3 to 24 letters: at most about 1,300 for the longest."""
    if not 3 <= len(word) <= 24 or word.startswith(SIGNS):
        return []
    letters = next((alphabet for alphabet in _ALPHABETS if any(c in alphabet for c in word)), "")
    if any(character.isdigit() for character in word):
        letters += "0123456789"
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    found = [left + right[1:] for left, right in cuts if right]
    found += [left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1]
    found += [left + letter + right[1:] for left, right in cuts if right for letter in letters]
    found += [left + letter + right for left, right in cuts for letter in letters]
    return [guess for guess in dict.fromkeys(found) if guess != word]
