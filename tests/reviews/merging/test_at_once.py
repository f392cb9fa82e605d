"""Members rate a title in the very moment in which it is merged."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from films.merging import merge
from reviews.models import AggregateRating, Rating
from reviews.recount import differences
from tests.factories import make_member, make_title

THREADS, EACH = 3, 5


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_ratings_given_while_merging_are_neither_lost_nor_doubled() -> None:
    kept, lost = make_title(), make_title("L’image manquante")
    members = [[make_member() for _ in range(EACH)] for _ in range(THREADS)]
    begin = Barrier(THREADS + 1)

    def rate_all(own: list[User]) -> list[int]:
        begin.wait()
        statuses = [send(member) for member in own]
        connection.close()
        return statuses

    def send(member: User) -> int:
        client = Client()
        client.force_login(member)
        response = client.post(f"{lost.get_absolute_url()}rating/", {"value": 7})
        if response.status_code == 308:
            response = client.post(response.headers["Location"], {"value": 7})
        return response.status_code

    with ThreadPoolExecutor(THREADS) as pool:
        running = [pool.submit(rate_all, own) for own in members]
        begin.wait()
        merge("title", kept.pk, lost.pk, by=None)
        statuses = {status for each in running for status in each.result()}
    assert statuses == {302}
    rated = Rating.objects.values_list("title", "member")
    assert sorted(rated) == sorted((kept.pk, member.pk) for own in members for member in own)
    assert AggregateRating.objects.get(title=kept).rated_7 == THREADS * EACH
    assert list(differences()) == []
