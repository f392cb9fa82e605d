"""What a new site shows: the starter catalogue, and The Missing Picture with every fact of its page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from films.models import Title
from reviews.models import Review
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db

SEED_FACTS = [
    "14 user",
    "The Missing Picture (2013)",
    "L'image manquante (original title)",
    "Not Rated",
    "Documentary",
    "19 March 2014 (USA)",
    "1:56",
    "Trailer",
    "Rithy Panh",
    "Christophe Bataille (commentary)",
    "Nominated for 1 Oscar. Another 13 wins & 15 nominations.",
    "Complete credited cast",
    "Randal Douc",
    "Jean-Baptiste Phou",
    "Narrator (voice)",
    "Winner of Un Certain Regard at Cannes",
    "Did you know?",
    "Australian cinemas in 2014",
    "from trailer",
    "Featured in",
    "The 86th Annual Academy Awards (2014)",
    "We Were Staring at the Sky",
    "Composed by Marc Marder",
    "Co-Edition JBA Production/Boosey and Hawkes Music Publ LTD",
    "© JBA Production",
    "20 July 2014",
    "5 of 7 people found this review helpful",
    "This FAQ is empty.",
    "Cambodia",
    "France",
    "French",
    "Opening weekend USA",
    "$10,148, 23 March 2014",
    "Gross USA",
    "$52,200",
    "Catherine Dussart Production",
    "92 min",
    "Black and White (archive footage)",
    "Color (archive footage)",
    "1.78 : 1",
    "(high definition)",
    "Recently viewed",
]


@pytest.fixture(scope="module")
def starter(django_db_setup: None, django_db_blocker: Any) -> Iterator[Title]:
    """The Missing Picture in its catalogue, loaded once for this module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_starter", verbosity=0)
        call_command("load_demo", verbosity=0)
        yield Title.objects.get(primary_title="The Missing Picture")
        transaction.set_rollback(True)


def test_title_page_shows_every_fact_of_the_seed(client: Client, starter: Title) -> None:
    response = client.get(starter.get_absolute_url())
    text = text_of(response.content.decode())
    assert [fact for fact in SEED_FACTS if fact.lower() not in text.lower()] == []


def test_home_leads_to_the_missing_picture(client: Client, starter: Title) -> None:
    response = client.get("/")
    assert response.context["spotlight"] == starter
    assert f'href="{starter.get_absolute_url()}"' in response.content.decode()


def test_full_title_page_keeps_its_query_budget(
    client: Client, starter: Title, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(11):
        client.get(starter.get_absolute_url())


def test_reviews_of_demo_members_are_marked(client: Client, starter: Title) -> None:
    review: Any = Review.objects.for_title(starter).helpful_first().select_related("author").first()
    assert review.author.is_demo
    assert not review.author.has_usable_password()
    assert "demo" in text_of(client.get(starter.get_absolute_url()).content.decode())
