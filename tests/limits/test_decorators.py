import pytest
from django.test import Client
from pytest_django import Settings

from limits.models import Spending
from reviews.models import HelpfulVote, Rating
from tests.factories import make_member, make_review, make_title
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db


def logged_in(client: Client) -> Client:
    client.force_login(make_member())
    return client


def test_a_visitor_who_searches_too_often_is_asked_to_wait(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"search": "visitor 2/min"}
    answers = [client.get("/search/", {"q": "missing picture"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    refusal = answers[-1]
    assert 1 <= int(refusal["Retry-After"]) <= 60
    assert (refusal["Cache-Control"], refusal.cookies) == ("no-store", {})
    assert "That was a little too often. You can go on in" in text_of(refusal.content.decode())
    assert 'value="missing picture"' in refusal.content.decode()
    assert client.get("/search/", {"q": "m"}, REMOTE_ADDR="192.0.2.1").status_code == 200


def test_a_member_is_not_a_visitor(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"search": "visitor 1/min"}
    logged_in(client)
    assert [client.get("/search/").status_code for _ in range(2)] == [200, 200]


def test_only_what_succeeds_is_counted_and_nothing_else_is_done(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"rating": "new 1/h"}
    title, other = make_title(), make_title()
    logged_in(client)
    url, other_url = (f"/title/{each.pk}/{each.slug}/rating/" for each in (title, other))
    assert client.post(url, {"value": "11"}).status_code == 422
    assert Spending.objects.count() == 0
    assert client.post(url, {"value": "7"}).status_code == 302
    refusal = client.post(other_url, {"value": "9"})
    assert (refusal.status_code, Rating.objects.count(), Spending.objects.get().count) == (429, 1, 1)
    assert 3590 <= int(refusal["Retry-After"]) <= 3601
    assert '<input type="hidden" name="value" value="9">' in refusal.content.decode()


def test_members_at_one_address_are_counted_together_too(settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"vote": "new 5/h; address 2/h"}
    review = make_review()
    clients = [logged_in(Client()) for _ in range(3)]
    url = f"/review/{review.pk}/vote/"
    assert [client.post(url, {"vote": "yes"}).status_code for client in clients] == [302, 302, 429]
    assert HelpfulVote.objects.count() == 2
    # What the address was refused has cost the member nothing.
    assert Spending.objects.filter(key__contains="member").count() == 2


def test_staff_are_counted_as_everybody(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"vote": "new 1/h"}
    client.force_login(make_member(is_staff=True, is_superuser=True))
    urls = [f"/review/{make_review().pk}/vote/" for _ in range(2)]
    assert [client.post(url, {"vote": "yes"}).status_code for url in urls] == [302, 429]


def test_what_was_typed_is_shown_as_text(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"vote": "new 1/h"}
    logged_in(client)
    for _ in range(2):
        refusal = client.post(
            f"/review/{make_review().pk}/vote/", {"vote": "yes", "next": "/<script>" + "x" * 200}
        )
    assert refusal.status_code == 429
    assert "<script>x" not in refusal.content.decode()
    assert f"/&lt;script&gt;{'x' * 200}</textarea>" in refusal.content.decode()
