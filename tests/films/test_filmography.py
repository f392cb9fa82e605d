"""What a person or a company has had to do with titles."""

import pytest

from films import filmography
from films.models import CompanyCredit, CreditCategory, Title
from tests.factories import make_company, make_credit, make_person, make_title

pytestmark = pytest.mark.django_db


def test_departments_stand_by_how_much_was_done_the_latest_title_first() -> None:
    person = make_person()
    old, new = make_title("Rice People", 1994), make_title("Exile", 2016)
    undated = make_title("Coming", None)
    for title in (old, new, undated):
        make_credit(title, person, category=CreditCategory.DIRECTOR)
    make_credit(new, person, category=CreditCategory.WRITER)
    found = filmography.departments_of(person)
    assert [(each.label, each.count) for each in found] == [("Director", 3), ("Writer", 1)]
    assert [part.title for part in found[0].parts] == [new, old, undated]


def test_several_credits_for_a_title_are_one_line() -> None:
    person, title = make_person(), make_title()
    story = make_credit(title, person, category=CreditCategory.WRITER, job="story")
    screenplay = make_credit(title, person, category=CreditCategory.WRITER, job="screenplay")
    (department,) = filmography.departments_of(person)
    assert [(part.title, part.credits) for part in department.parts] == [(title, [screenplay, story])]


def test_drafts_are_in_no_filmography() -> None:
    person, company = make_person(), make_company()
    draft = make_title(is_published=False)
    make_credit(draft, person)
    CompanyCredit.objects.create(title=draft, company=company, role="production")
    assert filmography.departments_of(person) == []
    assert filmography.roles_of(filmography.company_credits_of(company)) == []
    assert list(filmography.known_for(person)) == []


def test_long_department_shows_its_latest_and_counts_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filmography, "SHOWN", 2)
    person = make_person()
    titles: list[Title] = [make_title(str(year), year) for year in (2001, 2002, 2003)]
    for title in titles:
        make_credit(title, person)
    (department,) = filmography.departments_of(person)
    assert [part.title for part in department.parts] == [titles[2], titles[1]]
    assert (department.count, department.has_more) == (3, True)


def test_known_for_the_most_rated_and_not_for_thanks() -> None:
    person = make_person()
    less, more, thanked = make_title(vote_count=1), make_title(vote_count=2), make_title(vote_count=9)
    make_credit(less, person)
    make_credit(more, person)
    make_credit(more, person, category=CreditCategory.WRITER)
    make_credit(thanked, person, category=CreditCategory.THANKS)
    assert list(filmography.known_for(person)) == [more, less]


def test_every_trade_and_service_has_a_name() -> None:
    assert all(map(filmography.trade, CreditCategory))
    assert set(filmography.SERVICES) == set(filmography.CompanyRole)
