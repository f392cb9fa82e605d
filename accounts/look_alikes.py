"""What a username looks like, so that two members cannot be mistaken for one another.

Two names with the same skeleton look alike. The method is that of Unicode's security report (UTS #39);
the table is our own and short, because a name that mixes alphabets is refused anyway.
"""

import unicodedata

# Letters that pass for a Latin one, when a whole name is written with them.
_AS_LATIN = {
    # Cyrillic
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "н": "h", "і": "i", "ј": "j", "к": "k",
    "ӏ": "l", "м": "m", "п": "n", "о": "o", "р": "p", "ԛ": "q", "г": "r", "ѕ": "s", "т": "t", "ц": "u",
    "ѵ": "v", "ѡ": "w", "ԝ": "w", "х": "x", "у": "y", "з": "3", "ч": "4", "б": "6", "ь": "b", "ү": "y",
    # Greek
    "α": "a", "β": "b", "γ": "y", "ε": "e", "ζ": "z", "η": "n", "ι": "i", "κ": "k", "μ": "u", "ν": "v",
    "ο": "o", "ρ": "p", "σ": "o", "τ": "t", "υ": "u", "χ": "x", "ω": "w",
    # Armenian
    "ա": "w", "գ": "q", "հ": "h", "յ": "j", "ո": "n", "ս": "u", "ց": "g", "օ": "o", "ք": "p",
    # Hebrew
    "ו": "l", "ן": "l", "ס": "o",
    # Latin letters that no decomposition takes apart
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŋ": "n", "þ": "p", "ə": "e",
    "æ": "ae", "ӕ": "ae", "œ": "oe", "ŧ": "t",
    # Figures that many a typeface draws like a letter
    "1": "l", "0": "o",
}  # fmt: skip
# Capitals pass for other letters than their small ones do; a capital I passes for an l.
_CAPITALS = str.maketrans("IΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТХІЅЈУ", "labezhlkmnoptyxabekmhopctxlsjy")
# Two letters that together look like one.
_PAIRS = {"rn": "m", "vv": "w"}
_EAST_ASIAN = {"CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"}


def skeleton(name: str) -> str:
    """The name reduced to what the eye keeps of it: "Ada_Iovelace" and "ada-lovelace" have one skeleton."""
    letters = unicodedata.normalize("NFKD", name.translate(_CAPITALS).casefold())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    letters = "".join(_drawn(letter) for letter in letters)
    for pair, one in _PAIRS.items():
        letters = letters.replace(pair, one)
    return letters


def _drawn(letter: str) -> str:
    if letter in "._-":
        return "_"
    if letter.isdecimal():
        letter = str(unicodedata.decimal(letter))
    return _AS_LATIN.get(letter, letter)


def scripts(name: str) -> set[str]:
    """The alphabets of a name's letters, marks and figures, as Unicode's names of them begin.

    Plain figures and . _ - belong to every alphabet. Japanese and Korean write with several at once.
    """
    return {_script(letter) for letter in name if letter not in "0123456789._-"}


def _script(letter: str) -> str:
    first_word = unicodedata.name(letter, "UNKNOWN").removeprefix("EXTENDED ").split()[0].split("-")[0]
    return "EAST ASIAN" if first_word in _EAST_ASIAN else first_word
