"""Finds, among the fonts installed here, those that can write a text in pixels.

A page leaves this to its reader's browser; a picture of a title has to bring its letters along. Without any font
installed Pillow's own still writes plain Latin letters. A text no font can write is not written: no empty boxes.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from PIL import ImageFont

# Serif before sans, bold before regular; {} is a script's name as Noto writes it.
_FOR_SCRIPT = ("NotoSerif{}-Bold", "NotoSans{}-Bold", "NotoSerif{}-Regular", "NotoSans{}-Regular")
_FOR_ALL = (
    "NotoSerif-Bold",
    "DejaVuSerif-Bold",
    "LiberationSerif-Bold",
    "FreeSerifBold",
    "NotoSerifCJK-Bold",
    "NotoSansCJK-Bold",
    "NotoSansCJK-Regular",
    "DroidSansFallbackFull",
    "wqy-zenhei",
    "NotoSans-Bold",
    "DejaVuSans-Bold",
    "FreeSerif",
    "unifont",
)
_MISSING = "\U0010ffff"  # no font has this one
_SAMPLE_SIZE = 24


class Run(NamedTuple):
    """Neighbouring signs that one font writes; no path means Pillow's own font."""

    text: str
    path: str

    def font(self, size: float) -> ImageFont.FreeTypeFont:
        return _font(self.path, size)


def runs(text: str) -> list[Run] | None:
    """The text in runs, in reading order; None when a sign of it cannot be written here."""
    paths: list[str] = []
    for sign in text:
        path = _path_after(paths[-1] if paths else None, sign)
        if path is None:
            return None
        paths.append(path)
    grouped = groupby(zip(paths, text, strict=True), key=lambda pair: pair[0])
    return [Run("".join(sign for _path, sign in pairs), path) for path, pairs in grouped]


def _path_after(path: str | None, sign: str) -> str | None:
    """Stay with the font at hand where it will do; spaces, marks and joiners never change it."""
    if path is not None and (_is_silent(sign) or _can_write(path, sign)):
        return path
    return next(
        (each for each in _candidates(_script(sign)) if _is_silent(sign) or _can_write(each, sign)), None
    )


def _is_silent(sign: str) -> bool:
    return unicodedata.category(sign) in ("Zs", "Cf", "Mn", "Mc", "Me")


def _script(sign: str) -> str:
    """ "Khmer" of "KHMER LETTER KA"; for signs of no script a word that names no font."""
    return unicodedata.name(sign, "").split(" ")[0].title()


@lru_cache(maxsize=256)
def _candidates(script: str) -> tuple[str, ...]:
    installed = _installed()
    names = [*_FOR_ALL[:4], *(name.format(script) for name in _FOR_SCRIPT), *_FOR_ALL[4:]]
    return (*(installed[name] for name in names if name in installed), "")


@lru_cache(maxsize=1)
def _installed() -> dict[str, str]:
    """File names, without their ends, of all fonts below settings.FONT_DIRS, and where they lie."""
    return {path.stem: str(path) for path in _font_files()}


def _font_files() -> Iterator[Path]:
    for folder in settings.FONT_DIRS:
        for path in sorted(Path(folder).expanduser().rglob("*")):
            if path.suffix.lower() in (".ttf", ".otf", ".ttc"):
                yield path


@lru_cache(maxsize=64)
def _font(path: str, size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(path, size) if path else ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("This Pillow was built without FreeType.")
    return font


@lru_cache(maxsize=4096)
def _can_write(path: str, sign: str) -> bool:
    """Whether the font draws something else for `sign` than its box for signs it lacks."""
    font = _font(path, _SAMPLE_SIZE)
    drawn, missing = font.getmask(sign), font.getmask(_MISSING)
    return drawn.size != missing.size or bytes(drawn) != bytes(missing)
