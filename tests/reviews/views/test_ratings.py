import pytest
from django.test import Client

from films.models import Title
from reviews.models import AggregateRating, CommunityRules, Rating
from reviews.ratings import rate
from tests.factories import make_member, make_title
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def title() -> Title:
    return make_title()


def url_of(title: Title) -> str:
    return f"/title/{title.pk}/{title.slug}/rating/"


def test_a_member_rates_changes_and_removes(client: Client, title: Title) -> None:
    client.force_login(make_member())
    response = client.post(url_of(title), {"value": "8"})
    assert (response.status_code, response["Location"]) == (302, title.get_absolute_url())
    client.post(url_of(title), {"value": "3"})
    assert Rating.objects.get().value == 3
    client.post(url_of(title), {"remove": "on", "value": "3"})
    assert Rating.objects.count() == 0


def test_a_visitor_is_led_to_log_in_and_back_to_the_stars(client: Client, title: Title) -> None:
    response = client.get(url_of(title))
    assert response["Location"] == f"/accounts/login/?next={url_of(title)}"
    client.force_login(make_member())
    assert client.get(url_of(title)).status_code == 200


@pytest.mark.parametrize("value", ["", "0", "11", "8.5", "x", "1" * 5000, "\x00", "8\ud7ff"])
def test_a_wrong_value_is_said_beside_the_stars(client: Client, title: Title, value: str) -> None:
    client.force_login(make_member())
    response = client.post(url_of(title), {"value": value})
    assert response.status_code == 422
    assert "Choose from 1 to 10 stars." in response.content.decode()
    assert Rating.objects.count() == 0


def test_rating_in_place_answers_with_the_parts_that_changed(client: Client, title: Title) -> None:
    client.force_login(make_member())
    response = client.post(url_of(title), {"value": "8"}, headers={"X-In-Place": "1"})
    html = response.content.decode()
    assert response.status_code == 200
    assert f'id="rate-{title.pk}"' in html
    assert f'id="rating-{title.pk}"' in html
    assert "<html" not in html
    assert 'value="8" checked' in html
    assert "Median 8, weighted score 6.56" in html
    assert client.post(url_of(title), {}, headers={"X-In-Place": "1"}).status_code == 422


@pytest.mark.parametrize(
    "url",
    [
        "//evil.example/",
        "https://evil.example/",
        "\\\\evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ],
)
def test_the_way_back_stays_on_this_site(client: Client, title: Title, url: str) -> None:
    client.force_login(make_member())
    response = client.post(url_of(title), {"value": "8", "next": url})
    assert response["Location"] == title.get_absolute_url()
    response = client.post(url_of(title), {"value": "8", "next": "/reviews/?sort=newest"})
    assert response["Location"] == "/reviews/?sort=newest"


def test_rating_needs_a_token(title: Title) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_member())
    assert client.post(url_of(title), {"value": "8"}).status_code == 403
    assert Rating.objects.count() == 0


def test_a_title_that_is_not_published_is_not_rated(client: Client, title: Title) -> None:
    Title.objects.update(is_published=False)
    client.force_login(make_member())
    assert client.post(url_of(title), {"value": "8"}).status_code == 404


def test_ratings_in_figures(client: Client, title: Title) -> None:
    for value in (10, 9, 2):
        rate(make_member(), title, value)
    text = text_of(client.get(f"/title/{title.pk}/{title.slug}/ratings/").content.decode())
    assert "Weighted score 6.55 Mean 7.00 Median 9 Ratings 3" in text
    assert "10 1 9 1 8 0" in text
    assert AggregateRating.objects.get(title=title).vote_count == 3


def test_the_formula_is_published_with_what_staff_set(client: Client) -> None:
    CommunityRules.objects.create(rating_prior=5, rating_minimum=100)
    text = text_of(client.get("/help/ratings/").content.decode())
    assert "m = 100 the weight of the prior and C = 5.0 the prior" in text
    assert "100 7.00" in text
    assert "5 7 0.4725" in text
    assert "50 70 0.6408" in text
