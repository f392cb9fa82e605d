import math

import pytest

from films.svg_path import flattened


def corners(path: str) -> list[list[tuple[int, int]]]:
    return [[(round(x), round(y)) for x, y in line] for line in flattened(path)]


def test_flattened_follows_straight_commands() -> None:
    assert corners("M30 40H90V80L-5 20.5z") == [[(30, 40), (90, 40), (90, 80), (-5, 20), (30, 40)]]
    assert corners("M0 0 10 10M5 5L6 6 7 7") == [[(0, 0)], [(10, 10)], [(5, 5), (6, 6), (7, 7)]]


@pytest.mark.parametrize(
    ("path", "middle", "end"),
    [
        ("M0 0C0 40 100 40 100 0", (50, 30), (100, 0)),
        ("M0 0Q50 60 100 0", (50, 30), (100, 0)),
        ("M0 0A50 50 0 0 1 100 0", (50, -50), (100, 0)),
        ("M0 0A50 50 0 0 0 100 0", (50, 50), (100, 0)),
    ],
)
def test_flattened_bends_curves(path: str, middle: tuple[int, int], end: tuple[int, int]) -> None:
    (line,) = corners(path)
    assert (line[len(line) // 2], line[-1]) == (middle, end)


def test_flattened_mirrors_the_last_control_point_of_smooth_curves() -> None:
    (smooth,) = corners("M0 0C0 40 100 40 100 0S200 -40 200 0")
    assert smooth[36] == (150, -30)
    (smooth,) = corners("M0 0Q50 60 100 0T200 0")
    assert smooth[36] == (150, -30)


def test_flattened_draws_nearly_whole_circles() -> None:
    (line,) = flattened("M282 396A36 36 0 1 0 283 396")
    assert len(line) == 49
    assert {round(math.dist(point, (282.5, 432))) for point in line} == {36}


def test_flattened_refuses_a_command_it_does_not_draw() -> None:
    with pytest.raises(ValueError, match="The path command l is not drawn"):
        list(flattened("M0 0l5 5"))
