"""Awards by year, event by event."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from films.models import AwardEvent, Nomination, Title
from tests.factories import make_title

pytestmark = pytest.mark.django_db

QUERIES = 4


def make_event(name: str) -> AwardEvent:
    event = AwardEvent.named(name)
    event.save()
    return event


def name_title(event: AwardEvent, year: int, title: Title | None = None, outcome: str = "won") -> None:
    Nomination.objects.create(
        title=title or make_title(), event=event, year=year, award=f"{event} Award", outcome=outcome
    )


def listed(client: Client, path: str) -> list[tuple[str, list[str]]]:
    return [
        (event.name, [f"{each.title.primary_title} {each.outcome}" for each in nominations])
        for event, nominations in client.get(path).context["events"]
    ]


def test_calendar_opens_at_the_latest_year(client: Client) -> None:
    cannes = make_event("Cannes")
    name_title(cannes, 2013)
    name_title(cannes, 2014, make_title("Winter Sleep"))
    response = client.get("/awards/calendar/")
    assert "Awards of 2014" in response.content.decode()
    assert listed(client, "/awards/calendar/") == [("Cannes", ["Winter Sleep won"])]
    assert (response.context["year_before"], response.context["year_after"]) == (2013, None)


def test_year_lists_its_events_by_name_and_what_won_first(client: Client) -> None:
    cesars, cannes = make_event("Césars"), make_event("Cannes")
    name_title(cesars, 2013, make_title("Amour"))
    name_title(cannes, 2013, make_title("Like Father, Like Son"), outcome="nominated")
    name_title(cannes, 2013, make_title("The Missing Picture"))
    name_title(cannes, 2011, make_title("The Tree of Life"))
    name_title(cannes, 2016, make_title("I, Daniel Blake"))
    assert listed(client, "/awards/calendar/2013/") == [
        ("Cannes", ["The Missing Picture won", "Like Father, Like Son nominated"]),
        ("Césars", ["Amour won"]),
    ]
    context = client.get("/awards/calendar/2013/").context
    assert (context["year_before"], context["year_after"]) == (2011, 2016)


def test_event_shows_its_first_six(client: Client) -> None:
    oscars = make_event("Oscars")
    for _ in range(8):
        name_title(oscars, 2014)
    assert [len(names) for _, names in listed(client, "/awards/calendar/2014/")] == [6]


def test_events_come_on_pages_of_twenty(client: Client) -> None:
    for number in range(21):
        name_title(make_event(f"Event {number:02}"), 2014)
    assert len(listed(client, "/awards/calendar/2014/")) == 20
    assert [name for name, _ in listed(client, "/awards/calendar/2014/?page=2")] == ["Event 20"]
    assert client.get("/awards/calendar/2014/?page=3").status_code == 404


def test_drafts_are_not_named(client: Client) -> None:
    cannes = make_event("Cannes")
    name_title(cannes, 2013)
    name_title(cannes, 2014, make_title(is_published=False))
    assert "Awards of 2013" in client.get("/awards/calendar/").content.decode()


def test_catalogue_without_awards_says_so(client: Client) -> None:
    response = client.get("/awards/calendar/")
    assert (response.status_code, response.context["events"]) == (200, [])
    assert "No award of this year is known." in response.content.decode()


@pytest.mark.parametrize("year", ["0", "999", "3000", "20144", "x"])
def test_year_that_is_none_is_not_found(client: Client, year: str) -> None:
    assert client.get(f"/awards/calendar/{year}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_calendar_costs_the_same_at_any_length(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        event = make_event(f"Event {number}")
        for _ in range(rows):
            name_title(event, 2014)
    with django_assert_num_queries(QUERIES):
        assert len(listed(client, "/awards/calendar/2014/")) == rows
