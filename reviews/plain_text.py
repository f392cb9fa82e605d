"""What members type, before anything else happens to it."""

import unicodedata


def clean_text(text: str) -> str:
    """Line ends as the web writes them become ours; characters that no reader sees and no feed can carry go."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))


def has_something_to_read(text: str) -> bool:
    return any(unicodedata.category(char)[0] in "LNPS" for char in text)
