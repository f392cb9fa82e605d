"""When two names are the same, or nearly. Pure functions on text."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import blake2b

from films.search.folding import fold, parts, without_article

NEAR = 0.85
REMEMBERED = 10_000
"""Names of a chunk and of what is like it: each is asked for several times."""

_VOWELS = re.compile("[aeiouyw]+")
_DOUBLES = re.compile(r"(.)\1+")
_NUMERAL = re.compile(r"[0-9]+|[ivx]+|[a-z]")
_LEGAL_FORMS = frozenset(
    [
        "ltd",
        "llc",
        "inc",
        "gmbh",
        "ag",
        "kg",
        "sa",
        "sarl",
        "sas",
        "srl",
        "spa",
        "bv",
        "nv",
        "ab",
        "as",
        "oy",
        "co",
        "corp",
        "limited",
        "company",
        "pty",
        "plc",
        "kk",
    ]
)


@lru_cache(REMEMBERED)
def words_of(name: str) -> list[str]:
    return without_article(parts(fold(name)))


@lru_cache(REMEMBERED)
def skeleton(name: str) -> str:
    """What is left of a name when vowels, doubled letters and the order of words do not count."""
    return " ".join(sorted(_bare(word) for word in words_of(name)))


def _bare(word: str) -> str:
    bare = _DOUBLES.sub(r"\1", _VOWELS.sub("", word))
    return bare or word


def firm(name: str) -> str:
    """A company's name without its legal form."""
    words = words_of(name)
    return "".join([word for word in words if word not in _LEGAL_FORMS] or words)


def is_same(one: str, other: str) -> bool:
    return sorted(words_of(one)) == sorted(words_of(other)) or "".join(words_of(one)) == "".join(
        words_of(other)
    )


def is_near(one: str, other: str) -> bool:
    """A slip, another spelling; not the next part of a series."""
    first, second = sorted(words_of(one)), sorted(words_of(other))
    if _numerals(first) != _numerals(second):
        return False
    return SequenceMatcher(None, " ".join(first), " ".join(second), autojunk=False).ratio() >= NEAR


def _numerals(words: list[str]) -> list[str]:
    return [word for word in words if _NUMERAL.fullmatch(word)]


def number(*pieces: object) -> int:
    """64 bits that stand for these pieces; signed, as databases count."""
    digest = blake2b("\x00".join(map(str, pieces)).encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
