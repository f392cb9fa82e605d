import pytest

from films.models import awards_line


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        ((0, 1, 13, 15), "Nominated for 1 Oscar. Another 13 wins & 15 nominations."),
        ((3, 8, 7, 5), "Won 3 Oscars. Another 7 wins & 13 nominations."),
        ((1, 0, 0, 0), "Won 1 Oscar."),
        ((0, 2, 1, 0), "Nominated for 2 Oscars. Another 1 win."),
        ((0, 0, 1, 1), "1 win & 1 nomination."),
        ((0, 0, 0, 0), ""),
    ],
)
def test_awards_line_names_the_oscar_first(counts: tuple[int, int, int, int], line: str) -> None:
    assert awards_line("Oscar", *counts) == line
