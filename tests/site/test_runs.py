"""Each run of the suite is on the database and the cache it says it is on."""

import os

import pytest
from django.core.cache import cache, caches
from django.db import connection

from moviesite.cache import ForgivingRedisCache


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_waits_for_other_writers() -> None:
    assert connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_hands_out_pooled_connections() -> None:
    assert connection.vendor == "postgresql"
    assert connection.pool.max_size == 4
    with connection.cursor() as cursor:
        assert cursor.execute("SHOW server_encoding").fetchone() == ("UTF8",)


@pytest.mark.postgresql
def test_redis_keeps_what_it_is_given() -> None:
    if "TEST_CACHE_URL" not in os.environ:
        pytest.skip("no Redis here: set TEST_CACHE_URL")
    assert isinstance(caches["default"], ForgivingRedisCache)
    cache.set("title", {"name": "L’image manquante"}, timeout=60)
    assert cache.get("title") == {"name": "L’image manquante"}
    cache.set("views", 1)
    assert cache.incr("views", 2) == 3
