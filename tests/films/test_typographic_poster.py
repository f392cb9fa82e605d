"""The cover drawn for a title without a poster."""

from itertools import pairwise

import pytest

from films.typographic_poster import (
    ART_HEIGHT,
    COMPOSITIONS,
    HEIGHT,
    MARGIN,
    PALETTES,
    WIDTH,
    Poster,
    typographic_poster,
)


def texts(title: str, seed: int = 1) -> list[str]:
    return [line.text for line in typographic_poster(title, 2013, seed).lines]


def test_a_title_is_broken_between_words() -> None:
    assert texts("The Missing Picture") == ["The Missing", "Picture"]


def test_a_line_that_a_broad_serif_would_carry_past_the_edge_is_held() -> None:
    held, free = typographic_poster("The Missing Picture", 2013, 1).lines
    assert WIDTH - 2 * MARGIN >= held.width > 0
    assert free.width == 0


def test_the_same_seed_draws_the_same_cover() -> None:
    assert typographic_poster("La Jetée", 1962, 21) == typographic_poster("La Jetée", 1962, 21)


def test_the_first_title_is_the_row_of_figures_in_clay() -> None:
    poster = typographic_poster("The Missing Picture", 2013, 1)
    assert (poster.palette, poster.composition, poster.year) == ("clay", "figures", "2013")


@pytest.mark.parametrize("columns", range(1, 9))
def test_neighbours_on_a_shelf_differ(columns: int) -> None:
    covers = [typographic_poster("M", 1931, seed) for seed in range(200)]
    for one, other in zip(covers, covers[columns:], strict=False):
        assert one.palette != other.palette or columns == 5
        assert one.composition != other.composition


def test_every_palette_and_composition_is_used() -> None:
    covers = [typographic_poster("M", 1931, seed) for seed in range(1_200)]
    assert {(cover.palette, cover.composition) for cover in covers} == {
        (palette, composition) for palette in PALETTES for composition in COMPOSITIONS
    }


def test_an_unknown_year_is_left_out() -> None:
    assert typographic_poster("Limite", None, 3).year == ""


@pytest.mark.parametrize("title", ["", "   ", "\x00", "\ud800\x1b"])
def test_a_title_of_nothing_that_prints_has_no_lines(title: str) -> None:
    assert texts(title) == []


def test_what_cannot_be_printed_is_dropped() -> None:
    assert texts("La\x00 Jet\ud800ée\u202e") == ["La Jetée"]


def test_a_short_title_is_set_larger_than_a_long_one() -> None:
    short = typographic_poster("M", 1931, 1).lines[0].size
    long = typographic_poster("The Cabinet of Dr. Caligari", 1920, 1).lines[0].size
    assert (short, short > long) == (116, True)


def test_han_is_broken_between_signs_but_never_before_a_closing_mark() -> None:
    assert texts("千と千尋の神隠し") == ["千と千尋", "の神隠し"]
    assert all(not line.startswith(("、", "。", "」")) for line in texts("「雨、雨、雨、雨、雨、雨。」"))


def test_marks_stay_with_their_letter() -> None:
    lines = texts("e\u0301" * 60)
    assert "".join(lines) == "e\u0301" * 60
    assert [line[0] for line in lines] == ["e"] * 3


def test_arabic_starts_on_the_right() -> None:
    poster = typographic_poster("جدایی نادر از سیمین", 2011, 1)
    assert (poster.direction, poster.x) == ("rtl", WIDTH - MARGIN)


def test_latin_starts_on_the_left() -> None:
    poster = typographic_poster("2001: A Space Odyssey", 1968, 1)
    assert (poster.direction, poster.x) == ("ltr", MARGIN)


def test_a_long_word_is_broken_and_a_long_title_ends_in_an_ellipsis() -> None:
    assert texts("Donaudampfschifffahrtsgesellschaftskapitän")[0] == "Donaudampfschifffahrtsg"
    assert texts("word " * 200)[-1].endswith("…")


@pytest.mark.parametrize(
    "title",
    ["M", "x" * 10_000, "word " * 2_000, "字" * 500, "e" + "\u0301" * 10_000, "ไทย" * 90, "👨‍👩‍👧‍👦 " * 40],
)
@pytest.mark.parametrize("seed", [-1, 0, 1, 3, 2**80])
def test_every_title_stays_on_its_cover(title: str, seed: int) -> None:
    poster = typographic_poster(title, 9999, seed)
    ends = [line.y for line in poster.lines]
    assert poster.lines
    assert all(one < other for one, other in pairwise(ends))
    assert title_box(poster)[0] < ends[0] <= ends[-1] < title_box(poster)[1]


def title_box(poster: Poster) -> tuple[int, int]:
    """Where the title may stand: above the art or below it, with a fringe for what hangs under the last line."""
    return (0, HEIGHT - ART_HEIGHT + 10) if poster.art_y else (ART_HEIGHT, HEIGHT)
