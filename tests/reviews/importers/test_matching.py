"""Which title a row means: by key, else by name and year, for many rows at a few queries."""

import pytest
from pytest_django import DjangoAssertNumQueries

from films.models import Aka, IdSource
from films.search import index_titles, titles_named
from reviews.importers.matching import Match, match
from reviews.importers.records import Clues
from tests.reviews.importers.uploads import catalogued

pytestmark = pytest.mark.django_db


def found(name: str, year: int | None = 2013, *, imdb: str = "", **values: object) -> Match:
    ids = ((str(IdSource.IMDB), imdb),) if imdb else ()
    return match([Clues(name, year, ids=ids, **values)])[0]


def test_a_key_counts_more_than_name_and_year() -> None:
    clay, _other = catalogued("Clay", imdb="tt1000001"), catalogued("Figures", imdb="tt2000002")
    assert found("Figures", imdb="tt1000001") == Match(clay.pk)


def test_another_key_is_another_title_however_alike() -> None:
    catalogued("Clay", imdb="tt1000001")
    assert found("Clay", imdb="tt9999999") == Match()


@pytest.mark.parametrize(
    "name", ["L’Image manquante", "l'image MANQUANTE", "The Missing Picture", "Missing Picture"]
)
def test_case_accents_signs_and_articles_do_not_count(name: str) -> None:
    title = catalogued("The Missing Picture", original_title="L'image manquante")
    assert found(name) == Match(title.pk)


@pytest.mark.parametrize(
    ("year", "is_it"), [(2012, True), (2013, True), (2014, True), (2011, False), (2015, False)]
)
def test_a_year_before_or_after_will_do(year: int, is_it: bool) -> None:
    title = catalogued("Clay")
    assert found("Clay", year) == (Match(title.pk) if is_it else Match())


def test_other_names_are_tried() -> None:
    title = catalogued("Clay")
    Aka.objects.create(title=title, text="Argile")
    index_titles([title.pk])
    assert found("Ton", other_names=("Argile",)) == Match(title.pk)


def test_the_very_year_and_the_primary_title_come_first() -> None:
    exact, near = catalogued("Clay", 2013), catalogued("Clay", 2014)
    assert found("Clay", 2013) == Match(exact.pk)
    assert found("Clay", 2014) == Match(near.pk)
    assert found("Clay", 2015) == Match(near.pk)
    other = catalogued("Mud", 2013, original_title="Clay")
    assert found("Clay", 2013) == Match(exact.pk)
    assert found("Mud", 2013) == Match(other.pk)


def test_the_same_article_comes_first() -> None:
    with_article, without = catalogued("The Shining", 1980), catalogued("Shining", 1980)
    assert found("The Shining", 1980) == Match(with_article.pk)
    assert found("Shining", 1980) == Match(without.pk)
    assert set(found("A Shining", 1980).candidates) == {with_article.pk, without.pk}


def test_namesakes_and_a_row_without_a_year_are_for_the_member_to_choose() -> None:
    first, second = catalogued("Clay", 2013), catalogued("Clay", 2013)
    assert set(found("Clay", 2013).candidates) == {first.pk, second.pk}
    alone = catalogued("Alone", 2001)
    assert found("Alone", None) == Match(candidates=(alone.pk,))


def test_a_key_of_this_site_is_believed_where_the_name_fits() -> None:
    title, _twin = catalogued("Clay"), catalogued("Clay")
    assert found("Clay", title_id=title.pk) == Match(title.pk)
    assert found("Something else", title_id=title.pk) == Match()


def test_drafts_are_not_found() -> None:
    catalogued("Clay", imdb="tt1000001", is_published=False)
    assert found("Clay", imdb="tt1000001") == Match()


@pytest.mark.parametrize("rows", [1, 400])
def test_many_rows_cost_what_one_costs(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    titles = [catalogued(f"Film {number}") for number in range(min(rows, 5))]
    asked = [
        Clues(f"Film {number}", 2013, ids=((str(IdSource.IMDB), f"tt{number:07}"),)) for number in range(rows)
    ]
    with django_assert_num_queries(3):
        matches = match(asked)
    assert [each.title_id for each in matches[:5]] == [title.pk for title in titles]


def test_a_name_that_nobody_bears_and_one_of_signs_alone() -> None:
    title = catalogued("!!!")
    named = titles_named(["Nobody", "", "!!!", "“”\x00", "'; DROP TABLE x --", 'a "b" OR c*'])
    assert {name: [each.title_id for each in found] for name, found in named.items()} == {"!!!": [title.pk]}
