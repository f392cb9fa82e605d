import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from limits.allowances import Allowance, allowances
from moviesite.settings import RATE_LIMITS


def test_allowances_are_read_from_the_settings(settings: Settings) -> None:
    settings.RATE_LIMITS = {"review": "new 3/day; regular 5/h 20/day"}
    assert allowances("review", "regular") == (Allowance(5, 3600), Allowance(20, 86_400))
    assert allowances("review", "new") == (Allowance(3, 86_400),)


def test_nothing_said_is_nothing_limited(settings: Settings) -> None:
    settings.RATE_LIMITS = {"review": ""}
    assert allowances("review", "visitor") == ()


@pytest.mark.parametrize("words", ["new", "new 5", "new 0/h", "new 5/week", "new h/5"])
def test_what_cannot_be_read_is_said_so(words: str, settings: Settings) -> None:
    settings.RATE_LIMITS = {"review": words}
    with pytest.raises(ImproperlyConfigured, match=f"“{words}” is no rate limit"):
        allowances("review", "new")


def test_the_defaults_are_the_documented_ones(settings: Settings) -> None:
    settings.RATE_LIMITS = RATE_LIMITS

    def most(action: str, who: str) -> list[int]:
        return [allowance.most for allowance in allowances(action, who)]

    assert most("vote", "regular") == [60, 200]
    assert most("rating", "regular") == [60, 300]
    assert (most("review", "regular"), most("review", "new")) == ([5, 20], [3, 3])
    assert (most("report", "regular"), most("edit", "regular")) == ([20], [30])
    assert most("search", "visitor") == [30]
