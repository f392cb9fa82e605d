"""The catalogue in schema.org's words."""

import pytest
from pytest_django import Settings

from films.models import (
    Certificate,
    CompanyCredit,
    CountryOfOrigin,
    ExternalId,
    Keyword,
    ReleaseDate,
    Runtime,
    SpokenLanguage,
    TitleKeyword,
)
from films.structured_data import breadcrumbs, person_thing, title_thing, website_thing
from films.title_page import title_page
from tests.factories import make_company, make_credit, make_genre, make_person, make_title

pytestmark = pytest.mark.django_db

IMAGE = "https://films.example.org/poster.jpg"


@pytest.fixture(autouse=True)
def site_url(settings: Settings) -> None:
    settings.SITE_URL = "https://films.example.org"


def test_film_is_a_movie_with_all_that_is_known() -> None:
    title = make_title(original_title="L’image manquante", plot_outline="Clay figures remember.")
    director, player = make_person("Rithy Panh"), make_person("Randal Douc")
    make_credit(title, director, category="director")
    make_credit(title, director, category="writer", job="commentary")
    make_credit(title, player, characters="Narrator")
    make_genre("Documentary", title)
    keyword = Keyword.named("clay figure")
    keyword.save()
    TitleKeyword.objects.create(title=title, keyword=keyword)
    CountryOfOrigin.objects.create(title=title, country="KH")
    SpokenLanguage.objects.create(title=title, language="fr")
    Runtime.objects.create(title=title, minutes=92)
    Certificate.objects.create(title=title, country="US", rating="Not Rated")
    ReleaseDate.objects.create(title=title, country="US", date="2014-03-19")
    CompanyCredit.objects.create(title=title, company=make_company("Bophana"), role="production")
    ExternalId.objects.create(title=title, source="imdb", value="tt2852470")
    thing = title_thing(title_page(title), IMAGE)
    url = thing.pop("url")
    for people in ("director", "author", "actor"):
        thing[people] = [person["name"] for person in thing[people]]
    assert url == f"https://films.example.org{title.get_absolute_url()}"
    assert thing.pop("productionCompany")[0]["name"] == "Bophana"
    assert thing == {
        "@type": "Movie",
        "name": "The Missing Picture",
        "alternateName": "L’image manquante",
        "image": IMAGE,
        "description": "Clay figures remember.",
        "datePublished": "2014-03-19",
        "duration": "PT92M",
        "genre": ["Documentary"],
        "keywords": ["clay figure"],
        "contentRating": "USA: Not Rated",
        "countryOfOrigin": [{"@type": "Country", "name": "Cambodia"}],
        "inLanguage": ["fr"],
        "director": ["Rithy Panh"],
        "author": ["Rithy Panh"],
        "actor": ["Randal Douc"],
        "sameAs": ["https://www.imdb.com/title/tt2852470/"],
    }


def test_what_is_not_known_is_left_out() -> None:
    title = make_title("Bare", None)
    assert title_thing(title_page(title), IMAGE) == {
        "@type": "Movie",
        "url": f"https://films.example.org{title.get_absolute_url()}",
        "name": "Bare",
        "image": IMAGE,
    }


@pytest.mark.parametrize("date", ["2014", "2014-03", "2014-03-19"])
def test_date_is_as_exact_as_it_is_known(date: str) -> None:
    title = make_title(year=2013)
    ReleaseDate.objects.create(title=title, country="US", date=date)
    assert title_thing(title_page(title), IMAGE)["datePublished"] == date


def test_year_stands_for_an_unknown_date() -> None:
    assert title_thing(title_page(make_title(year=2013)), IMAGE)["datePublished"] == "2013"


def test_somebody_credited_twice_is_named_once() -> None:
    title, director = make_title(), make_person("Rithy Panh")
    make_credit(title, director, category="director", job="first part")
    make_credit(title, director, category="director", job="second part", billing=1)
    make_credit(title, category="director", credited_as="Anonymous", billing=2)
    names = [person["name"] for person in title_thing(title_page(title), IMAGE)["director"]]
    assert names == ["Rithy Panh", "Anonymous"]


@pytest.mark.parametrize("title_type", ["tv_series", "tv_mini_series"])
def test_series_has_years_and_no_duration(title_type: str) -> None:
    title = make_title("Planet Earth", 2006, end_year=2007, title_type=title_type)
    Runtime.objects.create(title=title, minutes=50)
    thing = title_thing(title_page(title), IMAGE)
    assert (thing["@type"], thing["startDate"], thing["endDate"]) == ("TVSeries", "2006", "2007")
    assert "duration" not in thing


def test_episode_names_its_season_and_series() -> None:
    series = make_title("Planet Earth", 2006, title_type="tv_series")
    title = make_title(
        "Caves", 2006, title_type="tv_episode", series=series, season_number=1, episode_number=4
    )
    thing = title_thing(title_page(title), IMAGE)
    assert thing["@type"] == "TVEpisode"
    assert thing["episodeNumber"] == 4
    assert thing["partOfSeason"] == {"@type": "TVSeason", "seasonNumber": 1}
    assert thing["partOfSeries"] == {
        "@type": "TVSeries",
        "name": "Planet Earth",
        "url": f"https://films.example.org{series.get_absolute_url()}",
    }


def test_person_is_described_as_exactly_as_known() -> None:
    person = make_person(
        native_name="ប៉ាន់ រិទ្ធី", birth_date="1964-04", birth_place="Phnom Penh", bio="Director.\nAuthor."
    )
    person.refresh_from_db()
    thing = person_thing(person)
    assert thing == {
        "@type": "Person",
        "url": f"https://films.example.org{person.get_absolute_url()}",
        "name": "Rithy Panh",
        "alternateName": "ប៉ាន់ រិទ្ធី",
        "description": "Director.",
        "birthDate": "1964-04",
        "birthPlace": {"@type": "Place", "name": "Phnom Penh"},
    }


def test_breadcrumbs_lead_from_the_first_page_to_this_one() -> None:
    crumbs = [{"label": "Home", "url": "/"}, {"label": "The Missing Picture", "url": "/title/1/"}]
    assert breadcrumbs(crumbs, "Trivia") == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://films.example.org/"},
            {
                "@type": "ListItem",
                "position": 2,
                "name": "The Missing Picture",
                "item": "https://films.example.org/title/1/",
            },
            {"@type": "ListItem", "position": 3, "name": "Trivia"},
        ],
    }


def test_website_says_how_to_search_it() -> None:
    action = website_thing("Films", "/search/")["potentialAction"]
    assert action["target"]["urlTemplate"] == "https://films.example.org/search/?q={search_term_string}"
    assert action["query"] == "{search_term_string}"
