"""Read a page as its reader does."""

import re
from html import unescape


def text_of(html: str) -> str:
    """What a reader sees, in one line: no tags, no scripts, single spaces."""
    visible = re.sub(r"(?s)<(script|style|template)\b.*?</\1>|<!--.*?-->", " ", html)
    text = unescape(re.sub(r"<[^>]+>", " ", visible))
    return re.sub(r"\s+([,.)])", r"\1", re.sub(r"\s+", " ", text.replace("( ", "(")))
