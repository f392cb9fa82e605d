import pytest
from pytest_django import DjangoAssertNumQueries

from films.gathering import Wanted, count_each, gather
from films.models import Aka, BoxOfficeFigure, Credit, ReleaseDate, Title, Trivia
from films.partial_date import PartialDate
from tests.factories import make_credit, make_person, make_title

pytestmark = pytest.mark.django_db


def akas_trivia_and_dates(title: Title) -> dict[str, Wanted]:
    return {
        "akas": Wanted(Aka.objects.for_title(title).in_order()),
        "trivia": Wanted(Trivia.objects.for_title(title).in_order()),
        "dates": Wanted(ReleaseDate.objects.for_title(title).in_order()),
    }


def test_gather_keeps_titles_apart() -> None:
    first, second = make_title("First"), make_title("Second")
    for title in (first, second):
        Aka.objects.create(title=title, text=f"{title.primary_title} aka")
    assert [each.text for each in gather(akas_trivia_and_dates, first)["akas"]] == ["First aka"]
    assert [each.text for each in gather(akas_trivia_and_dates, second)["akas"]] == ["Second aka"]


def test_gather_brings_all_lists_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    title = make_title()
    Aka.objects.create(title=title, text="L'image manquante", position=1)
    Aka.objects.create(title=title, text="被消失的影像", position=0)
    Trivia.objects.create(title=title, text="The figures never move.", is_spoiler=True)
    with django_assert_num_queries(1):
        rows = gather(akas_trivia_and_dates, title)
        assert [each.text for each in rows["akas"]] == ["被消失的影像", "L'image manquante"]
        assert [each.is_spoiler for each in rows["trivia"]] == [True]
        assert rows["dates"] == []


def test_gather_brings_values_back_as_their_fields_keep_them() -> None:
    title = make_title()
    BoxOfficeFigure.objects.create(
        title=title, kind="gross", territory="US", amount=2**40, currency="USD", date="2014-03"
    )
    (figure,) = gather(
        lambda title: {"figures": Wanted(BoxOfficeFigure.objects.for_title(title).in_order())}, title
    )["figures"]
    assert (figure.amount, figure.date, figure) == (
        2**40,
        PartialDate(2014, 3),
        BoxOfficeFigure.objects.get(),
    )


def test_gather_cuts_after_ordering() -> None:
    title = make_title()
    for position in (3, 1, 2):
        Trivia.objects.create(title=title, text=f"Number {position}", position=position)
    rows = gather(
        lambda title: {"trivia": Wanted(Trivia.objects.for_title(title).in_order(), limit=2)}, title
    )
    assert [each.text for each in rows["trivia"]] == ["Number 1", "Number 2"]


def test_gather_attaches_related_rows(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    title = make_title()
    make_credit(title, make_person("Randal Douc"), billing=1)
    make_credit(title, credited_as="A villager", billing=2)
    with django_assert_num_queries(1):
        first, second = gather(
            lambda title: {
                "cast": Wanted(Credit.objects.for_title(title).in_order(), ("person", "person__photo"))
            },
            title,
        )["cast"]
        assert (first.name, first.person.photo) == ("Randal Douc", None)
        assert (second.name, second.person) == ("A villager", None)


def test_count_each_counts_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    title = make_title()
    for text in ("One", "Two"):
        Trivia.objects.create(title=title, text=text)
    with django_assert_num_queries(1):
        counts = count_each(
            lambda title: {"trivia": Trivia.objects.for_title(title), "akas": Aka.objects.for_title(title)},
            title,
        )
    assert counts == {"trivia": 2, "akas": 0}
