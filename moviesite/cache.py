"""A Redis cache whose absence costs speed, never a page."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, except that a server that cannot be reached answers "not found"."""

    def add(self, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        return self._try("add", True, key, value, *args, **kwargs)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._try("get", default, key, default, version=version)

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        self._try("set", None, key, value, *args, **kwargs)

    def touch(self, key: str, *args: Any, **kwargs: Any) -> bool:
        return self._try("touch", False, key, *args, **kwargs)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._try("delete", False, key, version=version)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        return self._try("get_many", {}, keys, version=version)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._try("has_key", False, key, version=version)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return self._try("incr", delta, key, delta, version=version)

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> list[str]:
        return self._try("set_many", list(data), data, *args, **kwargs)

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._try("delete_many", None, keys, version=version)

    def clear(self) -> None:
        self._try("clear", None)

    def _try(self, verb: str, otherwise: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(), verb)(*args, **kwargs)
        except (RedisError, OSError) as error:
            logger.warning("Cache does not answer (%s): %s", verb, error)
            return otherwise
