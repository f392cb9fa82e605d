import pytest
from pytest_django import DjangoAssertNumQueries

from films.models import Credit, Keyword, Title, TitleKeyword
from films.related import related_titles
from tests.factories import make_credit, make_person, make_title

pytestmark = pytest.mark.django_db


def make_keyword(name: str, *titles: Title) -> None:
    keyword = Keyword.named(name)
    keyword.save()
    for title in titles:
        TitleKeyword.objects.create(title=title, keyword=keyword)


def test_related_titles_share_authors_first_then_keywords(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    picture, s21, kin, stranger = (make_title(name) for name in ("Picture", "S-21", "Kin", "Stranger"))
    draft = make_title("Draft", is_published=False)
    panh = make_person()
    for title in (picture, s21, draft):
        make_credit(title, panh, category="director")
    make_keyword("khmer rouge", picture, kin)
    make_keyword("boxing", stranger)
    authors = list(Credit.objects.for_title(picture).by_authors())
    keywords = list(TitleKeyword.objects.for_title(picture))
    with django_assert_num_queries(3):
        assert related_titles(picture, authors, keywords) == [s21, kin]


def test_title_without_authors_or_keywords_has_no_relatives() -> None:
    make_title("Other")
    assert related_titles(make_title(), [], []) == []
