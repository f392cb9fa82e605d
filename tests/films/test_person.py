"""A person's age, as far as it can be known."""

import datetime as dt

import pytest

from films.models import Person
from films.partial_date import PartialDate


@pytest.mark.parametrize(
    ("born", "died", "age"),
    [
        ("1964-04-18", "", 50),
        ("1964-04-19", "", 49),
        ("1964-04-18", "1999-04-17", 34),
        ("1964", "", None),
        ("1964-04", "", None),
        ("1964-04-18", "1999", None),
        ("", "1999-04-17", None),
        ("2000-02-29", "", 14),
    ],
)
def test_age_is_told_only_when_both_days_are_known(born: str, died: str, age: int | None) -> None:
    dates = [PartialDate.parse(text) if text else None for text in (born, died)]
    person = Person(primary_name="Somebody", birth_date=dates[0], death_date=dates[1])
    assert person.age_on(dt.date(2014, 4, 18)) == age
