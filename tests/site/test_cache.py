"""A cache that cannot be reached costs speed, never a page."""

import socket
from collections.abc import Iterator

import pytest
from django.core.cache.backends.base import BaseCache
from django.utils.module_loading import import_string

from moviesite.environment import cache_from_url


@pytest.fixture
def dead_cache() -> Iterator[BaseCache]:
    with socket.socket() as reserved:  # bound but not listening: every connection is refused
        reserved.bind(("127.0.0.1", 0))
        entry = cache_from_url(f"redis://127.0.0.1:{reserved.getsockname()[1]}/0")
        cache = import_string(entry.pop("BACKEND"))(entry.pop("LOCATION"), entry)
        yield cache
        cache.close()


def test_dead_cache_finds_nothing(dead_cache: BaseCache) -> None:
    dead_cache.set("title", "The Missing Picture")
    assert dead_cache.get("title") is None
    assert dead_cache.get("title", "unknown") == "unknown"
    assert dead_cache.get_many(["title"]) == {}
    assert "title" not in dead_cache


def test_dead_cache_computes_each_time(dead_cache: BaseCache) -> None:
    assert dead_cache.get_or_set("title", lambda: "The Missing Picture") == "The Missing Picture"


def test_dead_cache_lets_every_verb_pass(dead_cache: BaseCache) -> None:
    assert dead_cache.add("n", 1) is True
    assert dead_cache.incr("n", 3) == 3
    assert dead_cache.decr("n", 1) == -1
    assert dead_cache.touch("n") is False
    assert dead_cache.delete("n") is False
    assert dead_cache.set_many({"n": 1}) == ["n"]
    assert dead_cache.delete_many(["n"]) is None
    assert dead_cache.clear() is None


def test_dead_cache_is_logged(dead_cache: BaseCache, caplog: pytest.LogCaptureFixture) -> None:
    dead_cache.get("title")
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert caplog.records[0].message.startswith("Cache does not answer (get): ")
