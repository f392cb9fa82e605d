from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from films.models import Title
from reviews.models import AggregateRating, Rating, RatingAlert
from reviews.ratings import rate
from reviews.recount import differences
from reviews.unusual_voting import freeze_score, look_for_unusual_voting, thaw_score
from tests.factories import make_member, make_moderator, make_title

pytestmark = pytest.mark.django_db


def rated(title: Title, values: list[int], *, joined_days_ago: int = 100) -> None:
    joined = timezone.now() - timedelta(days=joined_days_ago)
    for value in values:
        rate(make_member(date_joined=joined), title, value)


def kinds() -> list[str]:
    return sorted(alert.kind for alert in look_for_unusual_voting())


def test_ratings_that_came_with_the_site_are_no_sign() -> None:
    title = make_title()
    for _ in range(30):
        rate(make_member(is_demo=True), title, 10)
    assert look_for_unusual_voting() == []


def test_few_ratings_raise_nothing() -> None:
    rated(make_title(), [1] * 10 + [10] * 9)
    assert kinds() == []


def test_a_sudden_crowd_in_two_camps_is_noticed_once() -> None:
    rated(make_title(), [1] * 10 + [10] * 10)
    assert kinds() == ["polarised", "rate"]
    assert kinds() == []
    assert RatingAlert.objects.count() == 2


def test_many_new_members_are_noticed() -> None:
    rated(make_title(), [6, 7, 8, 9] * 5, joined_days_ago=1)
    assert kinds() == ["new_members", "rate"]


def test_a_popular_title_has_many_ratings_every_day() -> None:
    title = make_title()
    rated(title, [6, 7, 8] * 21)
    Rating.objects.update(created_at=timezone.now() - timedelta(days=9))
    Rating.objects.update(updated_at=timezone.now() - timedelta(days=9))
    rated(title, [5, 6, 7, 8] * 5)
    assert kinds() == []


def test_a_frozen_score_is_shown_everywhere_while_ratings_are_counted(client: Client) -> None:
    title, moderator = make_title(), make_moderator()
    rated(title, [8, 8])
    then = timezone.now()
    rated(title, [1])
    freeze_score(moderator, title, then, "Many votes came at once.")
    rated(title, [1])
    aggregate = AggregateRating.objects.get(title=title)
    assert (aggregate.value, aggregate.vote_count, sum(aggregate.counted)) == (8.0, 2, 4)
    title.refresh_from_db()
    assert title.vote_count == 2
    assert list(differences()) == []
    page = client.get(title.get_absolute_url()).content.decode()
    assert ("Many votes came at once." in page, '"ratingCount": 2' in page) == (True, True)
    assert "Many votes came at once." in client.get("/moderation/log/").content.decode()
    thaw_score(moderator, title, "All is well.")
    title.refresh_from_db()
    assert title.vote_count == 4


def test_only_who_may_freezes() -> None:
    with pytest.raises(PermissionDenied):
        freeze_score(make_member(is_staff=True), make_title(), timezone.now(), "No.")


def test_the_desk_freezes_with_a_notice(client: Client) -> None:
    title = make_title()
    rated(title, [8])
    client.force_login(make_moderator())
    url = f"/admin/reviews/aggregaterating/{title.pk}/change/"
    assert client.get(url).status_code == 200
    form = {"as_of_0": "2026-01-01", "as_of_1": "12:00", "notice": ""}
    assert client.post(url, form).status_code == 422
    assert client.post(url, form | {"notice": "A campaign."}).status_code == 302
    assert AggregateRating.objects.get().is_frozen is True
