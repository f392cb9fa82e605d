"""What the home page and the title page say of themselves to machines."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from films.models import Person, Title
from tests.factories import (
    make_company,
    make_credit,
    make_genre,
    make_person,
    make_review,
    make_title,
)

pytestmark = pytest.mark.django_db

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(autouse=True)
def site_url(settings: Settings) -> None:
    settings.SITE_URL = "https://films.example.org"


def things(client: Client, path: str) -> list[dict[str, Any]]:
    return [json.loads(data) for data in DATA.findall(client.get(path).content.decode())]


def test_home_says_how_to_search_the_site(client: Client) -> None:
    (website,) = things(client, "/")
    assert (website["@type"], website["url"]) == ("WebSite", "https://films.example.org/")
    assert website["potentialAction"]["@type"] == "SearchAction"


def test_title_page_tells_of_the_film_and_what_members_say(client: Client) -> None:
    title = make_title()
    make_review(title, stars=8)
    (movie,) = things(client, title.get_absolute_url())
    assert (movie["@context"], movie["@type"]) == ("https://schema.org", "Movie")
    assert (movie["aggregateRating"]["ratingCount"], movie["aggregateRating"]["reviewCount"]) == (1, 1)
    assert movie["review"][0]["reviewRating"]["ratingValue"] == 8
    assert movie["image"] == f"https://films.example.org/title/{title.pk}/preview.jpg"


def test_title_nobody_has_spoken_of_tells_of_the_film_alone(client: Client) -> None:
    (movie,) = things(client, make_title().get_absolute_url())
    assert {"aggregateRating", "review"}.isdisjoint(movie)


def test_review_without_stars_is_on_the_page_and_not_in_the_data(client: Client) -> None:
    title = make_title()
    make_review(title, headline="No stars from me", stars=None)
    assert "No stars from me" in client.get(title.get_absolute_url()).content.decode()
    assert "review" not in things(client, title.get_absolute_url())[0]


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "\u2028&quot;"])
def test_no_text_leaves_the_data_it_stands_in(client: Client, text: str) -> None:
    title = make_title(text, plot_outline=text)
    (movie,) = things(client, title.get_absolute_url())
    assert (movie["name"], movie["description"]) == (text, text)


@pytest.mark.parametrize(
    ("title_type", "expected"),
    [("movie", "video.movie"), ("tv_series", "video.tv_show"), ("tv_episode", "video.episode")],
)
def test_title_page_is_previewed_by_its_picture(client: Client, title_type: str, expected: str) -> None:
    title = make_title(title_type=title_type, plot_outline="Clay figures remember.")
    html = client.get(title.get_absolute_url()).content.decode()
    for line in (
        f'<link rel="canonical" href="https://films.example.org{title.get_absolute_url()}">',
        '<meta name="description" content="Clay figures remember.">',
        f'<meta property="og:type" content="{expected}">',
        '<meta property="og:title" content="The Missing Picture (2013)">',
        f'<meta property="og:image" content="https://films.example.org/title/{title.pk}/preview.jpg">',
        '<meta name="twitter:card" content="summary_large_image">',
    ):
        assert html.count(line) == 1


def test_sub_page_of_a_title_leads_back_to_it(client: Client) -> None:
    title = make_title()
    response = client.get(f"{title.get_absolute_url()}trivia/?from=elsewhere")
    meta = response.context["meta"]
    assert (meta.title, meta.description) == (
        "Trivia · The Missing Picture (2013)",
        "Trivia of The Missing Picture (2013).",
    )
    assert meta.canonical == f"https://films.example.org{title.get_absolute_url()}trivia/"
    (crumbs,) = things(client, f"{title.get_absolute_url()}trivia/")
    assert [step["name"] for step in crumbs["itemListElement"]] == ["Home", "The Missing Picture", "Trivia"]


def describe(client: Client, title: Title) -> str:
    return client.get(title.get_absolute_url()).context["meta"].description


def test_title_without_an_outline_is_described_by_who_made_it(client: Client) -> None:
    title = make_title()
    make_credit(title, make_person("Rithy Panh"), category="director")
    assert describe(client, title) == "The Missing Picture (2013): film by Rithy Panh."
    bare = make_title("Bare", None)
    assert describe(client, bare) == "Bare: credits, facts, ratings and reviews."


def test_reviews_of_a_title_tell_of_it_and_of_those_with_stars(client: Client) -> None:
    title = make_title()
    make_review(title, headline="Nine", stars=9)
    make_review(title, headline="None", stars=None)
    crumbs, movie = things(client, f"{title.get_absolute_url()}reviews/")
    assert [step["name"] for step in crumbs["itemListElement"]] == [
        "Home",
        "The Missing Picture",
        "User reviews",
    ]
    assert (movie["name"], movie["aggregateRating"]["reviewCount"]) == ("The Missing Picture", 2)
    assert [review["name"] for review in movie["review"]] == ["Nine"]


def test_choice_among_reviews_is_for_readers_alone(client: Client) -> None:
    path = f"{make_title().get_absolute_url()}reviews/"
    noindex = '<meta name="robots" content="noindex, follow">'
    assert noindex not in client.get(path).content.decode()
    assert noindex in client.get(f"{path}?stars=9").content.decode()


def test_review_on_a_page_of_its_own_says_what_it_is_of(client: Client) -> None:
    review = make_review(make_title(), stars=9)
    _crumbs, thing = things(client, review.get_absolute_url())
    assert (thing["@type"], thing["itemReviewed"]["name"]) == ("Review", "The Missing Picture")


def test_review_with_spoilers_is_described_without_them(client: Client) -> None:
    review = make_review(make_title(), body="The gardener did it. " * 20, contains_spoilers=True)
    response = client.get(review.get_absolute_url())
    assert "gardener" not in response.context["meta"].description
    assert "gardener" not in "".join(response.context["meta"].json_ld)


def test_person_is_described_by_their_life_or_by_what_they_are_known_for(client: Client) -> None:
    person = make_person("Rithy Panh")
    make_credit(make_title(vote_count=5), person, category="director")
    meta = client.get(person.get_absolute_url()).context["meta"]
    assert meta.description == "Rithy Panh is known for The Missing Picture (2013)."
    (thing,) = things(client, person.get_absolute_url())
    assert (thing["@type"], thing["name"]) == ("Person", "Rithy Panh")
    Person.objects.update(bio="Born in Phnom Penh.")
    assert client.get(person.get_absolute_url()).context["meta"].description == "Born in Phnom Penh."


def test_company_is_an_organization(client: Client) -> None:
    (thing,) = things(client, make_company("Bophana").get_absolute_url())
    assert (thing["@type"], thing["name"]) == ("Organization", "Bophana")


def test_shelf_leads_back_to_its_list_and_only_its_first_page_is_indexed(client: Client) -> None:
    path = make_genre("Documentary", make_title()).get_absolute_url()
    (crumbs,) = things(client, path)
    assert [step["name"] for step in crumbs["itemListElement"]] == ["Genres", "Documentary"]
    assert client.get(path).context["meta"].is_indexed
    assert not client.get(f"{path}?sort=year").context["meta"].is_indexed


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/titles/",
        "/genres/",
        "/countries/",
        "/languages/",
        "/years/",
        "/keywords/",
        "/awards/",
        "/awards/calendar/",
        "/calendar/",
        "/releases/",
        "/chart/top/",
        "/chart/popular/",
        "/chart/lowest/",
        "/reviews/",
        "/help/ratings/",
        "/year/2013/",
        "/decade/2010s/",
        "/country/kh/",
        "/language/km/",
    ],
)
def test_page_says_its_address_and_what_it_is_about(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    assert html.count(f'<link rel="canonical" href="https://films.example.org{path}">') == 1
    assert html.count('<meta name="description" content="') == 1
    assert html.count('<meta property="og:title" content="') == 1
