"""Titles by what they have in common."""

import pytest

from films import browse
from films.models import Certificate, CountryOfOrigin, SpokenLanguage
from tests.factories import make_genre, make_title

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("many", [50_000, 0])
def test_titles_are_the_same_whether_fetched_or_walked(monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(browse, "MANY", many)
    in_it, beside, draft = (
        make_title(year=1955),
        make_title(year=1960),
        make_title(year=1955, is_published=False),
    )
    genre = make_genre("Drama", in_it, draft)
    for title in (in_it, draft):
        CountryOfOrigin.objects.create(title=title, country="KH")
        SpokenLanguage.objects.create(title=title, language="km")
        Certificate.objects.create(title=title, country="GB", rating="PG", note="cut")
        Certificate.objects.create(title=title, country="GB", rating="PG", note="uncut")
    assert beside.year == 1960
    assert list(browse.of_genre(genre)) == [in_it]
    assert list(browse.of_country("KH")) == [in_it]
    assert list(browse.of_language("km")) == [in_it]
    assert list(browse.with_certificate("GB", "PG")) == [in_it]
    assert list(browse.of_year(1955)) == [in_it]
    for sort in browse.SORTS:
        assert list(browse.of_decade(1950, sort)) == [in_it]


@pytest.mark.parametrize("name", [None, "", "x", "id", "-id", "\x00", "score;", "x" * 10_000])
def test_unknown_sort_is_by_popularity(name: str | None) -> None:
    assert browse.sort_named(name) is browse.POPULARITY
