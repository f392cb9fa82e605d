import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from films.models import Title, TitleType
from tests.factories import make_title

pytestmark = pytest.mark.django_db


def test_title_is_told_apart_by_its_year() -> None:
    assert str(make_title()) == "The Missing Picture (2013)"
    assert str(make_title(year=None)) == "The Missing Picture"


def test_original_title_is_shown_only_where_it_differs() -> None:
    assert make_title(original_title="L'image manquante").other_original_title == "L'image manquante"
    assert make_title(original_title="The Missing Picture").other_original_title == ""


def test_outline_ends_at_239_characters() -> None:
    Title(primary_title="Long", plot_outline="x" * 239).full_clean()
    with pytest.raises(ValidationError, match="at most 239 characters"):
        Title(primary_title="Too long", plot_outline="x" * 240).full_clean()


def test_only_an_episode_belongs_to_a_series() -> None:
    series = make_title("Oshin", 1983, title_type=TitleType.TV_SERIES)
    Title(primary_title="Episode 1", title_type=TitleType.TV_EPISODE, series=series).full_clean()
    with pytest.raises(ValidationError, match="Only an episode belongs to a series"):
        Title(primary_title="A film", series=series).full_clean()


def test_last_year_does_not_come_before_the_first() -> None:
    with pytest.raises(ValidationError, match="comes before the first"):
        Title(primary_title="Oshin", year=1983, end_year=1982).full_clean()


def test_spotlight_falls_on_the_latest_day_that_has_come() -> None:
    popular = make_title("Popular", vote_count=9)
    assert Title.objects.spotlight(dt.date(2026, 1, 1)).first() == popular
    chosen = make_title("Chosen", spotlight_date=dt.date(2026, 1, 1))
    make_title("To come", spotlight_date=dt.date(2026, 2, 1))
    make_title("Before", spotlight_date=dt.date(2025, 1, 1))
    assert Title.objects.spotlight(dt.date(2026, 1, 1)).first() == chosen


def test_best_leaves_out_what_nobody_rated() -> None:
    good, better = make_title(score=7.0), make_title(score=8.5)
    make_title("Unrated")
    assert list(Title.objects.best()) == [better, good]
