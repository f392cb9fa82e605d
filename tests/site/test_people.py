"""Pages of people, companies and award events."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from films import filmography
from films.models import (
    AwardEvent,
    Company,
    CompanyCredit,
    CreditCategory,
    ExternalId,
    Nomination,
    NominationRecipient,
    Outcome,
    Person,
    PersonName,
    Title,
)
from tests.factories import make_company, make_credit, make_person, make_title

pytestmark = pytest.mark.django_db


def give_award(title: Title, person: Person, event: AwardEvent, year: int = 2013) -> None:
    nomination = Nomination.objects.create(
        title=title, event=event, year=year, award="Palme d’Or", outcome=Outcome.WON
    )
    NominationRecipient.objects.create(nomination=nomination, person=person)


def make_event(name: str = "Cannes") -> AwardEvent:
    event = AwardEvent.named(name)
    event.save()
    return event


def fill(person: Person, event: AwardEvent, number: int) -> None:
    title = make_title()
    make_credit(title, person, note="voice")
    make_credit(title, person, category=CreditCategory.WRITER)
    give_award(title, person, event)
    PersonName.objects.create(person=person, name=f"Name {number}")


def test_person_takes_as_many_queries_for_three_titles_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person, event = make_person(birth_date="1964-04-18", birth_country="KH"), make_event()
    ExternalId.objects.create(person=person, source="wikidata", value="Q1")
    fill(person, event, 1)
    with django_assert_num_queries(7):
        client.get(person.get_absolute_url())
    fill(person, event, 2)
    fill(person, event, 3)
    with django_assert_num_queries(7):
        response = client.get(person.get_absolute_url())
    assert [department.count for department in response.context["departments"]] == [3, 3]
    assert len(response.context["awards"]) == 3


def test_department_is_listed_whole_on_its_own_page(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filmography, "SHOWN", 1)
    person = make_person()
    titles = [make_title(str(year), year) for year in (2001, 2002, 2003)]
    for title in titles:
        make_credit(title, person, category=CreditCategory.PRODUCTION_DESIGNER)
    url = f"{person.get_absolute_url()}production-designer/"
    assert f'href="{url}"' in client.get(person.get_absolute_url()).content.decode()
    with django_assert_num_queries(2):
        response = client.get(url)
    assert [part.title for part in response.context["parts"]] == titles[::-1]


@pytest.mark.parametrize("word", ["x", "production_designer", "Director", "a" * 10_000])
def test_there_is_no_department_of_another_name(client: Client, word: str) -> None:
    assert client.get(f"{make_person().get_absolute_url()}{word}/").status_code == 404


def test_person_with_nothing_known_is_a_page(client: Client) -> None:
    person = make_person("ឯម ធីតា")
    assert person.get_absolute_url() == quote(f"/name/{person.pk}/ឯម-ធីតា/")
    assert client.get(person.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("path", ["", "x/", "x/director/"])
def test_wrong_slug_leads_for_good_to_the_right_one(client: Client, path: str) -> None:
    person = make_person()
    response = client.get(f"/name/{person.pk}/{path}")
    expected = person.get_absolute_url() + ("director/" if "director" in path else "")
    assert (response.status_code, response["Location"]) == (301, expected)


@pytest.mark.parametrize(
    "url", ["/name/0/", f"/name/{'9' * 18}/", f"/name/{'9' * 19}/", "/company/0/", "/name/x/"]
)
def test_nobody_is_not_found(client: Client, url: str) -> None:
    assert client.get(url).status_code == 404


def test_age_is_shown_when_both_days_are_known(client: Client) -> None:
    year = timezone.localdate().year
    exact = client.get(make_person(birth_date=f"{year - 50}-01-01").get_absolute_url()).content.decode()
    assert "(age 50)" in exact
    assert (
        "(age" not in client.get(make_person(birth_date=f"{year - 50}").get_absolute_url()).content.decode()
    )


def credit_company(company: Company) -> Title:
    title = make_title()
    CompanyCredit.objects.create(title=title, company=company, role="production")
    CompanyCredit.objects.create(title=title, company=company, role="distributor", country="FR")
    return title


@pytest.mark.parametrize(("path", "queries"), [("", 4), ("production/", 2)])
def test_company_takes_as_many_queries_for_three_titles_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str, queries: int
) -> None:
    company = make_company()
    credit_company(company)
    with django_assert_num_queries(queries):
        client.get(company.get_absolute_url() + path)
    credit_company(company)
    credit_company(company)
    with django_assert_num_queries(queries):
        assert client.get(company.get_absolute_url() + path).status_code == 200


@pytest.mark.parametrize(("path", "status"), [("x/", 301), ("x/production/", 301), ("x/nothing/", 404)])
def test_company_has_one_address(client: Client, path: str, status: int) -> None:
    assert client.get(f"/company/{make_company().pk}/{path}").status_code == status


def test_ceremony_takes_as_many_queries_for_three_nominations_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    event = make_event()
    give_award(make_title(), make_person(), event)
    for url in ("/award/cannes/", "/award/cannes/2013/"):
        with django_assert_num_queries(4):
            client.get(url)
    give_award(make_title(), make_person(), event)
    give_award(make_title(), make_person(), event)
    for url in ("/award/cannes/", "/award/cannes/2013/"):
        with django_assert_num_queries(4):
            response = client.get(url)
    assert [(name, len(rows)) for name, rows in response.context["awards"]] == [("Palme d’Or", 3)]


def test_event_shows_its_latest_ceremony_and_leads_to_all(client: Client) -> None:
    event, person = make_event(), make_person()
    for year in (2012, 2014, 2013):
        give_award(make_title(), person, event, year)
    give_award(make_title(is_published=False), person, event, 2015)
    response = client.get("/award/cannes/")
    assert (response.context["year"], response.context["years"]) == (2014, [2014, 2013, 2012])


@pytest.mark.parametrize("year", ["2015", "0", "99999", "9" * 18, "9" * 40])
def test_there_was_no_ceremony_in_another_year(client: Client, year: str) -> None:
    give_award(make_title(), make_person(), make_event())
    assert client.get(f"/award/cannes/{year}/").status_code == 404


def test_event_without_ceremonies_is_a_page(client: Client) -> None:
    make_event()
    assert client.get("/award/cannes/").status_code == 200
