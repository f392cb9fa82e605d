"""What settings.py needs worked out: the secret key, and the options of a database or cache address."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# Writers queue instead of failing: a write lock is taken when the transaction begins, waited for up
# to 20 s, and readers never block (write-ahead log).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=67108864;"
        "PRAGMA cache_size=-20000;"
    ),
}


def database_from_url(url: str, *, pool_size: int) -> dict[str, Any]:
    """One entry of DATABASES for a sqlite:// or postgresql:// address.

    pool_size is the most connections one server process keeps open; 0 opens one per request.
    """
    try:
        database: dict[str, Any] = {**dj_database_url.parse(url)}
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError) as error:
        raise ImproperlyConfigured(
            "DATABASE_URL is not an address of a database; "
            "write sqlite:////path/to/file or postgresql://user:password@host/name."
        ) from error
    options = database.setdefault("OPTIONS", {})
    match database["ENGINE"]:
        case "django.db.backends.sqlite3":
            database["ENGINE"] = "moviesite.sqlite"
            database["OPTIONS"] = {**SQLITE_OPTIONS, **options}
        case "django.db.backends.postgresql":
            if pool_size:
                options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
        case other:
            raise ImproperlyConfigured(f"DATABASE_URL names {other}; the site runs on SQLite or PostgreSQL.")
    return database


def cache_from_url(url: str) -> dict[str, Any]:
    """One entry of CACHES for a locmem://, dummy://, redis:// or rediss:// address."""
    scheme = url.partition("://")[0]
    match scheme:
        case "locmem":
            return {
                "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
                "OPTIONS": {"MAX_ENTRIES": 2000},
            }
        case "dummy":
            return {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
        case "redis" | "rediss" | "unix":
            return {
                "BACKEND": "moviesite.cache.ForgivingRedisCache",
                "LOCATION": url,
                "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
            }
        case _:
            raise ImproperlyConfigured(
                "CACHE_URL is not an address of a cache; write locmem:// or redis://host:6379/0."
            )


def shared_cache(default: dict[str, Any], folder: Path) -> dict[str, Any]:
    """A cache that every process of the site sees: Redis as it is, else files below this folder."""
    if default["BACKEND"] == "moviesite.cache.ForgivingRedisCache":
        return default
    return {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": folder}


def require_secret_key(key: str) -> str:
    """The key itself, or a refusal in words if it could be guessed."""
    if len(key) < 50 or len(set(key)) < 10 or key.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            "PRODUCTION is on, so SECRET_KEY must be set to at least 50 random characters. Make one with: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return key


def require_hosts(hosts: list[str]) -> list[str]:
    """The hosts themselves, or a refusal in words if there are none or any would do."""
    if not hosts or "*" in hosts:
        raise ImproperlyConfigured(
            "PRODUCTION is on, so ALLOWED_HOSTS must name the hosts the site answers to, "
            "separated by commas: ALLOWED_HOSTS=films.example.org"
        )
    return hosts


def kept_secret_key(path: Path) -> str:
    """The key in this file, made the first time it is asked for and readable by its owner only.

    Several processes may ask at once: the first to link its own file into place wins, all read that one.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    key = path.read_text(encoding="ascii").strip()
    if not key:
        raise ImproperlyConfigured(f"{path} is empty; delete it and a new key will be made.")
    return key
