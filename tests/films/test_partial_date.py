import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import translation

from films.models import Person, ReleaseDate
from films.partial_date import PartialDate
from tests.factories import make_person, make_title


@pytest.mark.parametrize("text", ["2014", "2014-03", "2014-03-19", "1895-12-28"])
def test_partial_date_reads_what_it_writes(text: str) -> None:
    assert PartialDate.parse(text).isoformat() == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14",
        "2014-3",
        "2014-13",
        "2014-02-30",
        "2014-00-10",
        "0999",
        "19 March 2014",
        "2014-03-19T00:00",
        "٢٠١٤",
        "\x00",
    ],
)
def test_partial_date_refuses_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)


def test_partial_date_refuses_a_day_without_its_month() -> None:
    with pytest.raises(ValueError, match="A day needs its month"):
        PartialDate(2014, day=19)


@pytest.mark.parametrize(
    ("text", "shown"), [("2014", "2014"), ("2014-03", "March 2014"), ("2014-03-19", "19 March 2014")]
)
def test_partial_date_is_never_shown_more_exactly_than_known(text: str, shown: str) -> None:
    assert str(PartialDate.parse(text)) == shown


def test_partial_date_is_shown_in_the_readers_language() -> None:
    with translation.override("fr"):
        assert str(PartialDate(2014, 3, 19)) == "19 mars 2014"


def test_partial_date_spans_what_it_may_mean() -> None:
    february = PartialDate(2012, 2)
    assert (february.earliest, february.latest) == (dt.date(2012, 2, 1), dt.date(2012, 2, 29))


def test_partial_dates_sort_with_the_vaguer_first() -> None:
    dates = [PartialDate(2014, 3, 19), PartialDate(2014), PartialDate(2014, 3), PartialDate(2013, 5, 19)]
    assert [each.isoformat() for each in sorted(dates)] == ["2013-05-19", "2014", "2014-03", "2014-03-19"]


@pytest.mark.django_db
def test_field_keeps_a_date_as_exactly_as_known() -> None:
    person = make_person(birth_date="1964-04")
    person.refresh_from_db()
    assert person.birth_date == PartialDate(1964, 4)
    assert person.death_date is None


@pytest.mark.django_db
def test_field_says_in_words_what_a_date_looks_like() -> None:
    with pytest.raises(ValidationError) as raised:
        Person(primary_name="Rithy Panh", birth_date="April").full_clean()
    assert raised.value.message_dict == {"birth_date": ["Enter a date as 2014, 2014-03 or 2014-03-19."]}


@pytest.mark.django_db
def test_database_keeps_what_is_no_date_out() -> None:
    release = ReleaseDate.objects.create(title=make_title(), date="2014-03-19", country="US")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE films_releasedate SET date = 'spring' WHERE id = %s", [release.pk])


@pytest.mark.django_db
def test_born_on_finds_exact_birthdays_only() -> None:
    panh = make_person(birth_date="1964-04-18")
    make_person("Born in April", birth_date="1964-04")
    make_person("Born that year", birth_date="1964")
    assert list(Person.objects.born_on(dt.date(2026, 4, 18))) == [panh]
