"""The raster art agrees with the SVG that pages show."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageOps

from films.poster_art import PALETTES, poster_art
from films.typographic_poster import COMPOSITIONS, typographic_poster
from films.typographic_poster import PALETTES as NAMES

POSTER = typographic_poster("The Missing Picture", 2013, 1)
PLAIN = replace(POSTER, palette="clay", composition="arches", is_mirrored=False)


def test_palettes_are_those_of_the_style_sheets(settings: Any) -> None:
    css = Path(settings.BASE_DIR / "static/css")
    tokens = (css / "tokens.css").read_text().split("@media")[0]
    rules = (css / "components/poster.css").read_text()
    hexes = {
        name: ["{:02x}{:02x}{:02x}".format(*color) for color in palette] for name, palette in PALETTES.items()
    }
    grounds = dict(re.findall(r"--poster-(\w+): #(\w{6})", tokens))
    others = re.findall(r"\.poster-(\w+) \{ --ground.*?#(\w{6}).*?#(\w{6}).*?#(\w{6}).*?#(\w{6})", rules)
    assert hexes == {name: [grounds[name], *inks] for name, *inks in others}
    assert set(hexes) == set(NAMES)


@pytest.mark.parametrize("composition", COMPOSITIONS)
def test_every_composition_is_drawn_in_its_inks(composition: str) -> None:
    art = poster_art(replace(PLAIN, composition=composition), 300)
    assert art.size == (300, 250)
    colors = sorted(art.getcolors(300 * 250), reverse=True)
    assert {color for _count, color in colors[:3]} <= set(PALETTES["clay"])


def test_art_shows_the_shapes_where_the_page_does() -> None:
    art = poster_art(PLAIN, 600)
    ground, letter, a, b, c = PALETTES["clay"]
    seen = [art.getpixel(at) for at in [(10, 10), (300, 378), (100, 450), (50, 450), (180, 450), (230, 450)]]
    assert seen == [ground, letter, a, b, c, ground]


def test_art_is_mirrored_on_demand() -> None:
    sun = replace(PLAIN, composition="sun")
    assert poster_art(replace(sun, is_mirrored=True), 120) == ImageOps.mirror(poster_art(sun, 120))
