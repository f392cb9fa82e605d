"""The different values of a column."""

import pytest
from pytest_django import DjangoAssertNumQueries

from films.distinct import distinct_values
from films.models import CountryOfOrigin, Title
from tests.factories import make_title

pytestmark = pytest.mark.django_db


def test_values_come_once_and_in_order(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for countries in (["KH", "FR"], ["FR"], ["DE"]):
        title = make_title()
        for country in countries:
            CountryOfOrigin.objects.create(title=title, country=country)
    with django_assert_num_queries(1):
        assert distinct_values(CountryOfOrigin, "country") == ["DE", "FR", "KH"]


def test_unknown_is_no_value() -> None:
    make_title(year=None)
    make_title(year=2013)
    assert distinct_values(Title, "year") == [2013]


def test_an_empty_table_has_none() -> None:
    assert distinct_values(Title, "year") == []
