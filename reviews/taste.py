"""How alike two members rate: the published formula. Plain arithmetic.

Docs: /help/ratings/ shows it with worked examples.
"""

FEWEST = 5
"""Titles in common, below which nothing is said."""

STRANGERS_DIFFERENCE = 2.5
"""Stars by which two strangers are taken to differ on a title."""

STRANGERS_TITLES = 5
"""How many titles that assumption weighs as much as."""

POINTS_PER_STAR = 20


def taste_match(titles: int, difference: int) -> int | None:
    """Per cent, 0–100, from the titles that both have rated and the sum of the stars they differ by.

    The mean difference is drawn towards that of strangers, as if they had rated some titles more; each star of it
    takes off twenty points. Strangers match by half. None where there are too few titles.
    """
    if titles < FEWEST:
        return None
    drawn = (difference + STRANGERS_TITLES * STRANGERS_DIFFERENCE) / (titles + STRANGERS_TITLES)
    return max(0, round(100 - POINTS_PER_STAR * drawn))
