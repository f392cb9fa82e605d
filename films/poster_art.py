"""Draws the pictures of typographic posters in pixels, from the very partials that pages show as SVG.

The partials keep to a small part of SVG: `path`, `circle` and `g`, and the classes listed below.
Art is 600 units wide and 500 high.
"""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree

from django.template.loader import render_to_string
from PIL import Image, ImageDraw, ImageOps

from films.svg_path import STEPS, Point, flattened
from films.typographic_poster import ART_HEIGHT, WIDTH, Poster

Color = tuple[int, int, int]

FINENESS = 3  # drawn so many times too large, then reduced: Pillow has no smooth edges of its own


class Palette(NamedTuple):
    """The inks of static/css/components/poster.css in their light form."""

    ground: Color
    letter: Color
    a: Color
    b: Color
    c: Color


def _palette(*codes: str) -> Palette:
    return Palette(*((int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)) for code in codes))


PALETTES = {
    "bone": _palette("e9dec9", "2a211a", "b0502f", "c4ad88", "f6eedf"),
    "clay": _palette("a84b2d", "fbf1e2", "e8bf8d", "7d3420", "f3dfc4"),
    "night": _palette("23303e", "f2e8d5", "d88a5a", "46596b", "e6d5b4"),
    "ochre": _palette("d6a343", "2a1a0c", "8a3a20", "b07f27", "f7e5b8"),
    "moss": _palette("4c583b", "f6efdc", "d9a95a", "323b26", "e6dec1"),
    "mist": _palette("a9bab6", "1b2a2b", "a84b2d", "7a918e", "f3ead8"),
    "plum": _palette("592f3f", "f8ece0", "dd9a72", "3a1b29", "eed3bd"),
}
_FILLS = {"poster-ground": 0, "poster-ink": 1, "poster-a": 2, "poster-b": 3, "poster-c": 4}
_STROKES = {"poster-line": 1, "poster-dashes": 1, "poster-a-line": 0}


def poster_art(poster: Poster, width: int) -> Image.Image:
    """The poster's picture without its lettering, `width` pixels wide."""
    height = round(width * ART_HEIGHT / WIDTH)
    palette = PALETTES[poster.palette]
    large = Image.new("RGB", (width * FINENESS, height * FINENESS), palette.ground)
    pen = _Pen(ImageDraw.Draw(large), palette, width * FINENESS / WIDTH)
    markup = render_to_string(f"components/poster_art/_{poster.composition}.html")
    pen.draw(ElementTree.fromstring(f"<g>{markup}</g>"), {})  # noqa: S314  # nosec B314: our own template
    art = large.resize((width, height), Image.Resampling.BOX)
    return ImageOps.mirror(art) if poster.is_mirrored else art


class _Pen:
    def __init__(self, canvas: ImageDraw.ImageDraw, palette: Palette, scale: float) -> None:
        self.canvas = canvas
        self.palette = palette
        self.scale = scale

    def draw(self, element: ElementTree.Element, inherited: dict[str, str]) -> None:
        style = {**inherited, **element.attrib}
        lines = [_circle(style)] if element.tag == "circle" else list(flattened(style.get("d", "")))
        for line in lines:
            self._draw_line([(x * self.scale, y * self.scale) for x, y in line], style)
        style.pop("d", None)
        for child in element:
            self.draw(child, style)

    def _draw_line(self, line: list[Point], style: dict[str, str]) -> None:
        kind = style.get("class", "")
        if kind in _FILLS and len(line) > 2:
            self.canvas.polygon(line, fill=self.palette[_FILLS[kind]])
        elif kind in _STROKES:
            color = self.palette[_STROKES[kind]]
            width = float(style.get("stroke-width", 1)) * self.scale
            if "stroke-dasharray" in style:
                gap = sum(map(float, style["stroke-dasharray"].split())) * self.scale
                for x, y in _every(gap, line):
                    self.canvas.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), color)
            else:
                self.canvas.line(line, color, round(width), joint="curve")


def _circle(style: dict[str, str]) -> list[Point]:
    x, y, radius = (float(style[name]) for name in ("cx", "cy", "r"))
    turns = (step * math.tau / (4 * STEPS) for step in range(4 * STEPS + 1))
    return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]


def _every(gap: float, line: list[Point]) -> Iterator[Point]:
    """Points on the line, `gap` apart."""
    ahead = 0.0
    for (x, y), (next_x, next_y) in pairwise(line):
        length = math.dist((x, y), (next_x, next_y))
        while ahead <= length and length:
            yield x + (next_x - x) * ahead / length, y + (next_y - y) * ahead / length
            ahead += gap
        ahead -= length
