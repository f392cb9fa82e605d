"""Coming soon and recently released, each date as exactly as it is known."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from films.models import ReleaseDate
from tests.factories import make_title

pytestmark = pytest.mark.django_db

PAGES = ["/calendar/", "/releases/"]


@pytest.fixture(autouse=True)
def home_country(settings: Settings) -> None:
    settings.HOME_COUNTRY = "FR"


def release(name: str, date: str, country: str = "FR", **values: object) -> None:
    ReleaseDate.objects.create(title=make_title(name, **values), country=country, date=date)


def listed(client: Client, path: str, key: str = "dates") -> list[tuple[str, list[str]]]:
    return [
        (date.isoformat(), [each.title.primary_title for each in releases])
        for date, releases in client.get(path).context[key]
    ]


def day(offset: int) -> str:
    return (timezone.localdate() + dt.timedelta(days=offset)).isoformat()


def test_what_is_released_today_has_been_released(client: Client) -> None:
    release("Yesterday", day(-1))
    release("Today", day(0))
    release("Tomorrow", day(1))
    release("Next", day(2))
    assert listed(client, "/calendar/") == [(day(1), ["Tomorrow"]), (day(2), ["Next"])]
    assert listed(client, "/releases/") == [(day(0), ["Today"]), (day(-1), ["Yesterday"])]


def test_date_that_says_no_more_than_this_year_is_neither_past_nor_to_come(client: Client) -> None:
    today = timezone.localdate()
    release("Sometime this year", f"{today:%Y}")
    release("Sometime this month", f"{today:%Y-%m}")
    release("Last year", str(today.year - 1))
    release("Next year", str(today.year + 1))
    assert listed(client, "/calendar/") == [(str(today.year + 1), ["Next year"])]
    assert listed(client, "/calendar/", "vague_dates") == [
        (f"{today:%Y-%m}", ["Sometime this month"]),
        (f"{today:%Y}", ["Sometime this year"]),
    ]
    assert listed(client, "/releases/") == [(str(today.year - 1), ["Last year"])]


def test_titles_of_one_day_stand_together(client: Client) -> None:
    release("One", day(3))
    release("Two", day(3))
    assert listed(client, "/calendar/") == [(day(3), ["One", "Two"])]


def test_country_is_the_sites_own_until_another_is_chosen(client: Client) -> None:
    release("Ici", day(1))
    release("Here", day(1), country="GB")
    assert listed(client, "/calendar/") == [(day(1), ["Ici"])]
    assert listed(client, "/calendar/?country=GB") == [(day(1), ["Here"])]
    assert "Coming soon: UK" in client.get("/calendar/?country=GB").content.decode()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("country", ["", "QQ", "France", "%00", "x" * 5000])
def test_country_that_is_none_is_refused_beside_its_field(client: Client, path: str, country: str) -> None:
    response = client.get(f"{path}?country={country}")
    assert response.status_code == 400
    assert "errorlist" in response.content.decode()


def test_drafts_are_not_announced(client: Client) -> None:
    release("Draft", day(1), is_published=False)
    release("Old draft", day(-1), is_published=False)
    assert [listed(client, path) for path in PAGES] == [[], []]


def test_canonical_address_holds_the_country_alone(client: Client) -> None:
    for asked, canonical in (
        ("", ""),
        ("?country=FR&x=1", ""),
        ("?country=GB", "?country=GB"),
        ("?country=QQ", ""),
    ):
        meta = client.get(f"/releases/{asked}").context["meta"]
        assert meta.canonical.endswith(f"/releases/{canonical}")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/calendar/", 2), ("/releases/", 1)])
def test_list_costs_the_same_at_any_length(
    client: Client, path: str, queries: int, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        release(f"Before {number}", day(-number))
        release(f"After {number}", day(1 + number))
    with django_assert_num_queries(queries):
        assert len(listed(client, path)) == rows


def test_lists_set_no_cookie(client: Client) -> None:
    assert not any(client.get(path).cookies for path in PAGES)
