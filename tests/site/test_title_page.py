"""The title page and the home page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from films.models import Credit, Keyword, TitleKeyword, Trivia
from reviews.models import CommunityRules
from tests.factories import make_credit, make_genre, make_person, make_review, make_title
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db

QUERIES = 11


@pytest.mark.parametrize("rows", [1, 3])
def test_title_page_costs_the_same_whatever_it_holds(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    title = make_title()
    director = make_person()
    make_credit(title, director, category="director")
    keyword = Keyword.named("clay figure")
    keyword.save()
    TitleKeyword.objects.create(title=title, keyword=keyword)
    for number in range(rows):
        make_credit(title, billing=number)
        make_credit(make_title(f"Another {number}"), director, category="director")
        make_review(title)
        make_genre(f"Genre {number}", title)
        Trivia.objects.create(title=title, text=f"Trivia {number}")
    with django_assert_num_queries(QUERIES):
        client.get(title.get_absolute_url())


def test_thousands_of_credits_and_reviews_cost_no_query_more(client: Client) -> None:
    title, person = make_title(), make_person()
    Credit.objects.bulk_create(
        Credit(title=title, person=person, category="cast", characters=f"Villager {number}", billing=number)
        for number in range(500)
    )
    with CaptureQueriesContext(connection) as captured:
        html = client.get(title.get_absolute_url()).content.decode()
    # Neither authors nor keywords: relatives need no query of their own.
    assert len(captured) <= QUERIES
    assert (html.count("Villager "), len(html) < 100_000) == (15, True)


def test_title_page_of_a_bare_title_has_no_empty_shells(client: Client) -> None:
    text = text_of(client.get(make_title("Bare", None).get_absolute_url()).content.decode())
    absent = [
        "Box office",
        "Technical specs",
        "Company credits",
        "Did you know?",
        "Release date",
        "Photos",
        "None",
    ]
    assert [each for each in absent if each in text] == []


def test_anonymous_title_page_is_one_copy_for_all(client: Client) -> None:
    response = client.get(make_title().get_absolute_url())
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    "slug", ["wrong", "the-missing-picture-", "被消失的影像", "%00", "%ED%A0%80", "a" * 3000, "..."]
)
def test_wrong_slug_leads_to_the_right_one(client: Client, slug: str) -> None:
    title = make_title()
    response = client.get(f"/title/{title.pk}/{slug}/")
    assert (response.status_code, response.headers.get("Location")) == (301, title.get_absolute_url())


def test_title_is_found_by_its_id_alone(client: Client) -> None:
    title = make_title()
    assert client.get(f"/title/{title.pk}/").headers["Location"] == title.get_absolute_url()


@pytest.mark.parametrize("key", ["0", "999999999", "9" * 18, "9" * 40, "-1", "x", "1e3", "%00", "٣"])
def test_unknown_title_is_a_404(client: Client, key: str) -> None:
    assert client.get(f"/title/{key}/slug/").status_code == 404


def test_draft_is_not_public(client: Client) -> None:
    assert client.get(make_title(is_published=False).get_absolute_url()).status_code == 404


def test_title_page_is_only_read(client: Client) -> None:
    assert client.post(make_title().get_absolute_url()).status_code == 405


def test_texts_are_escaped(client: Client) -> None:
    title = make_title("<script>alert(1)</script>", plot_outline="<img src=x onerror=alert(1)>")
    make_review(title, headline="<b>bold</b>", body="</p><script>alert(2)</script>" * 8)
    Trivia.objects.create(title=title, text="<svg onload=alert(3)>")
    html = client.get(title.get_absolute_url()).content.decode()
    for tag in ("<script>alert", "<img src=x", "<b>bold", "<svg onload"):
        assert tag not in html


def test_hidden_review_is_not_featured(client: Client) -> None:
    title = make_title()
    shown = make_review(title, helpfulness=0.1)
    make_review(title, helpfulness=0.9, is_hidden=True)
    assert client.get(title.get_absolute_url()).context["featured_review"] == shown


def test_home_of_an_empty_site_says_so(client: Client) -> None:
    response = client.get("/")
    assert (response.status_code, response.context["spotlight"], not response.cookies) == (200, None, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_home_costs_the_same_at_any_size(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    CommunityRules(rating_minimum=1).save()
    for number in range(rows):
        make_review(make_title(f"Title {number}", score=7.0))
    with django_assert_num_queries(6):
        client.get("/")
