"""Addresses of records that went into others."""

import pytest
from django.db import IntegrityError, connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import resolve

from films.merging import merge, undo
from films.models import Title
from moviesite.middleware import MergedRecordMiddleware
from reviews.models import Rating
from tests.factories import make_company, make_member, make_person, make_review, make_title

pytestmark = pytest.mark.django_db


def merged_titles() -> tuple[Title, Title]:
    kept, lost = make_title(), make_title("L’image manquante", 2014)
    make_review(lost)
    merge("title", kept.pk, lost.pk, by=None)
    return kept, lost


@pytest.mark.parametrize(
    "below", ["", "reference/", "trivia/?page=2", "reviews/", "reviews/feed/", "ratings/"]
)
def test_every_page_of_a_merged_title_leads_to_the_one_that_stays(client: Client, below: str) -> None:
    kept, lost = merged_titles()
    response = client.get(f"/title/{lost.pk}/limage-manquante/{below}")
    assert response.status_code == 301
    assert response.headers["Location"] == kept.get_absolute_url() + below
    assert response.headers["Cache-Control"] == "max-age=3600"
    assert client.get(response.headers["Location"].replace("?page=2", "")).status_code == 200


def test_short_addresses_and_previews_lead_there_too(client: Client) -> None:
    kept, lost = merged_titles()
    assert client.get(f"/title/{lost.pk}/").headers["Location"] == kept.get_absolute_url()
    assert client.get(f"/title/{lost.pk}/preview.jpg").headers["Location"] == f"/title/{kept.pk}/preview.jpg"


@pytest.mark.parametrize("kind", ["person", "company"])
def test_people_and_companies_lead_on(client: Client, kind: str) -> None:
    make = make_person if kind == "person" else make_company
    kept, lost = make("Bophana"), make("Bophana Center")
    made = merge(kind, kept.pk, lost.pk, by=None)
    assert client.get(lost.get_absolute_url()).headers["Location"] == kept.get_absolute_url()
    undo(made, by=None)
    assert client.get(lost.get_absolute_url()).status_code == 200


def test_rating_sent_to_the_old_address_is_sent_again_to_the_new_one(client: Client) -> None:
    kept, lost = merged_titles()
    member = make_member()
    client.force_login(member)
    response = client.post(f"/title/{lost.pk}/limage-manquante/rating/", {"value": 7})
    assert (response.status_code, response.headers["Location"]) == (308, f"{kept.get_absolute_url()}rating/")
    client.post(response.headers["Location"], {"value": 7})
    assert Rating.objects.get(member=member).value == 7


def test_deed_that_the_merge_overtook_is_sent_again() -> None:
    kept, lost = merged_titles()
    request: HttpRequest = RequestFactory().post(f"/title/{lost.pk}/limage-manquante/rating/")
    request.resolver_match = resolve(request.path)
    middleware = MergedRecordMiddleware(lambda request: None)  # type: ignore[arg-type,return-value]
    response = middleware.process_exception(request, IntegrityError("FOREIGN KEY constraint failed"))
    assert response is not None
    assert (response.status_code, response.headers["Location"]) == (308, f"{kept.get_absolute_url()}rating/")
    assert middleware.process_exception(request, ValueError()) is None


def test_what_was_never_merged_is_not_found_at_the_cost_of_one_query(
    client: Client, django_assert_max_num_queries: object
) -> None:
    connection.ensure_connection()
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        assert client.get("/title/77/x/").status_code == 404


def test_merged_title_that_is_a_draft_is_not_told_of(client: Client) -> None:
    kept, lost = merged_titles()
    Title.objects.filter(pk=kept.pk).update(is_published=False)
    assert client.get(f"/title/{lost.pk}/x/", follow=True).status_code == 404
