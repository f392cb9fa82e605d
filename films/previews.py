"""Draws what other sites show of a title that somebody shares: lettering at the left, the poster at the right."""

import io
from typing import NamedTuple

from django.conf import settings
from PIL import Image, ImageDraw, ImageOps

from films import fonts
from films.image_files import PAPER
from films.models import Title
from films.poster_art import PALETTES, Color, Palette, poster_art
from films.typographic_poster import MARGIN, WIDTH, Poster

PREVIEW_SIZE = (1200, 630)
_POSTER_WIDTH = 420
_ART_WIDTH = 660
_EDGE = 56
_INK = (36, 30, 25)
_CLAY = (162, 68, 42)
_SMALL = 30
_ON_PAPER = Palette(PAPER, _INK, _CLAY, _CLAY, _CLAY)


def title_preview(title: Title) -> bytes:
    """A JPEG of PREVIEW_SIZE, which is what link previews ask for."""
    design = title.typographic_poster
    cover = _held_poster(title)
    palette = PALETTES[design.palette] if cover is None else _ON_PAPER
    if cover is None:
        cover = poster_art(design, _ART_WIDTH)
    sheet = Image.new("RGB", PREVIEW_SIZE, palette.ground)
    sheet.paste(cover, (PREVIEW_SIZE[0] - cover.width, PREVIEW_SIZE[1] - cover.height))
    room = PREVIEW_SIZE[0] - cover.width - 2 * _EDGE
    _letter(_Column(ImageDraw.Draw(sheet), _EDGE, room, design.direction == "rtl", palette.letter), design)
    file = io.BytesIO()
    sheet.save(file, "JPEG", quality=88, optimize=True, progressive=True)
    return file.getvalue()


def _held_poster(title: Title) -> Image.Image | None:
    if title.poster is None:
        return None
    try:
        with title.poster.file.open() as file, Image.open(file) as image:
            return ImageOps.fit(image.convert("RGB"), (_POSTER_WIDTH, PREVIEW_SIZE[1]))
    except OSError:  # the row is there, its file is not
        return None


class _Column(NamedTuple):
    """Where lettering stands: from `left`, `width` wide, and from its right edge if it reads that way."""

    draw: ImageDraw.ImageDraw
    left: int
    width: int
    is_rtl: bool
    color: Color

    def write(self, text: str, baseline: float, size: float) -> None:
        """One line, unless it cannot be written here or does not fit."""
        runs = fonts.runs(text)
        if runs and _length(runs, size) <= self.width:
            self.write_runs(runs, baseline, size)

    def write_runs(self, runs: list[fonts.Run], baseline: float, size: float) -> None:
        x = float(self.left + self.width if self.is_rtl else self.left)
        for run in runs:
            font = run.font(size)
            self.draw.text((x, baseline), run.text, self.color, font, anchor="rs" if self.is_rtl else "ls")
            x += font.getlength(run.text) * (-1 if self.is_rtl else 1)

    def write_title(self, design: Poster, top: int) -> None:
        """The lines the cover is set in, as large as the column allows; nothing if one cannot be written."""
        lines = [(fonts.runs(line.text), line) for line in design.lines]
        if any(runs is None for runs, _line in lines):
            return
        scale = self.width / (WIDTH - 2 * MARGIN)
        widest = max((_length(runs or [], line.size * scale) for runs, line in lines), default=0)
        scale *= min(1, self.width / widest) if widest else 1
        for runs, line in lines:
            self.write_runs(runs or [], top + (line.y - design.rule_y) * scale, line.size * scale)


def _letter(column: _Column, design: Poster) -> None:
    """Year and rule at the top, the title below, the site's name at the foot."""
    rule = _EDGE + 2 * _SMALL
    column.write(design.year, _EDGE + _SMALL, _SMALL)
    column.draw.rectangle((column.left, rule, column.left + column.width, rule + 3), column.color)
    column.write_title(design, rule)
    column.write(settings.SITE_NAME, PREVIEW_SIZE[1] - _EDGE, _SMALL)


def _length(runs: list[fonts.Run], size: float) -> float:
    return sum(run.font(size).getlength(run.text) for run in runs)
