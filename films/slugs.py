"""The readable part of a page's address, in any script."""

import unicodedata

MAX_LENGTH = 80


def slug_for(text: str, fallback: str) -> str:
    """Letters, marks and numbers of `text` in lower case, anything else as single hyphens.

    Unlike Django's slugify it keeps combining vowel signs, without which Khmer or Hindi titles
    would fall apart, and it never returns an empty text: `fallback` stands in for "???".
    """
    normal = unicodedata.normalize("NFC", text).lower().replace("'", "").replace("’", "")
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in normal)
    return "-".join(kept.split())[:MAX_LENGTH].strip("-") or fallback
