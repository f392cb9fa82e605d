"""Turns the HTML that other sites keep in reviews into our small markup (reviews/markup.py)."""

import re
from html.parser import HTMLParser

from reviews.plain_text import clean_text

_SIGNS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_BREAKS = {
    "p": "\n\n",
    "div": "\n\n",
    "blockquote": "\n\n",
    "ul": "\n\n",
    "ol": "\n\n",
    "br": "\n",
    "li": "\n- ",
}
_BREAKS |= {f"h{level}": "\n\n" for level in range(1, 7)}
_SILENT = ("script", "style", "template")
_NO_TAG = re.compile(r"<(?!/?[a-zA-Z][^<>]{0,2000}>)")
"""Whatever begins like a tag and is none: the parser would look for its end through all the rest, time and again."""
_OWN_SIGNS = re.compile(r"([\\*\[\]]|(?<!\w)_|_(?!\w))")


_LOOKED_AT = 2_000  # for a headline, however long the text


class _Writer(HTMLParser):
    """Collects text; of tags, only what our markup can say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self.addresses: list[str] = []
        self.silent = 0
        self.just_opened = False
        """Whether the last sign opened an emphasis in which nothing stands yet."""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "a":
            address = dict(attributes).get("href") or ""
            is_web = re.fullmatch(r"https?://[^\s()<>]+", address, re.IGNORECASE)
            self.addresses.append(address if is_web else "")
            self._write("[" if is_web else "")
        elif tag in _SIGNS:
            self.written.append(_SIGNS[tag])
            self.just_opened = True
        else:
            self._write(_BREAKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "a" and self.addresses:
            address = self.addresses.pop()
            self.written.append(f"]({address})" if address else "")
        elif tag in _SIGNS:
            self._close(_SIGNS[tag])
        elif tag not in ("br", "li"):
            self.written.append(_BREAKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.just_opened and data[:1].isspace():  # a sign opens only right before a word
            sign, data = self.written.pop(), data.lstrip()
            self.written += [" ", sign]
        self._write(_OWN_SIGNS.sub(r"\\\1", data))

    def _write(self, text: str) -> None:
        if text:
            self.written.append(text)
            self.just_opened = False

    def _close(self, sign: str) -> None:
        """A sign closes only right behind a word, and an emphasis of nothing is none."""
        if self.just_opened:
            self.written.pop()
            self.just_opened = bool(self.written) and self.written[-1] in _SIGNS.values()
            return
        last = self.written.pop() if self.written else ""
        self.written += [last.rstrip(), sign, " " if last != last.rstrip() else ""]


def markup_of(html: str) -> str:
    """The text with emphasis, lists and links as we write them, paragraphs parted by one blank line."""
    writer = _Writer()
    writer.feed(_NO_TAG.sub("&lt;", _without_comments(clean_text(html))))
    writer.close()
    text = clean_text("".join(writer.written))
    lines = [line.strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_comments(html: str) -> str:
    """One that is never closed goes as far as the next."""
    text, *comments = html.split("<!--")
    return text + "".join(each.partition("-->")[2] for each in comments)


def first_words(text: str, length: int = 80) -> str:
    """The first sentence of a text in our markup as a headline, cut at a word."""
    text = text[:_LOOKED_AT]
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    plain = " ".join(re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)[*]+", "", plain)).split())
    sentence = re.match(r".{8,}?[.!?…](?=\s|$)", plain)
    if sentence and len(sentence[0]) <= length:
        return sentence[0]
    if len(plain) <= length:
        return plain
    return plain[:length].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"
