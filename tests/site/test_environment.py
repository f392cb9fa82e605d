"""The settings, as they are read from the environment."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from moviesite.environment import (
    cache_from_url,
    database_from_url,
    kept_secret_key,
    require_hosts,
    require_secret_key,
)

ROOT = Path(__file__).resolve().parents[2]
GOOD_KEY = "Yw3kP9-sVb6Q_zR1tLm8XcJ5dHf0GnA2uEoKiT7yBqWrZxSvDa4"


def manage(*args: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py in an environment with these variables and nothing of ours."""
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *args],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPYCACHEPREFIX": str(ROOT / "var/pycache"), **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def setting(name: str, **variables: str) -> str:
    result = manage(
        "shell",
        "--no-imports",
        "-c",
        f"from django.conf import settings; print(settings.{name})",
        **variables,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_production_without_secret_key_is_refused_in_words() -> None:
    result = manage("check", PRODUCTION="true", ALLOWED_HOSTS="films.example.org")
    assert result.returncode == 1
    assert result.stderr.startswith("moviesite: PRODUCTION is on, so SECRET_KEY must be set")
    assert "Traceback" not in result.stderr


def test_production_without_hosts_is_refused_in_words() -> None:
    result = manage("check", PRODUCTION="true", SECRET_KEY=GOOD_KEY)
    assert result.returncode == 1
    assert result.stderr.startswith("moviesite: PRODUCTION is on, so ALLOWED_HOSTS must name the hosts")


def test_value_that_is_no_boolean_is_refused_in_words() -> None:
    result = manage("check", PRODUCTION="perhaps")
    assert result.returncode == 1
    assert result.stderr == 'moviesite: Environment variable "PRODUCTION" invalid: Not a valid boolean.\n'


def test_newcomer_answers_this_machine_only() -> None:
    assert setting("ALLOWED_HOSTS") == "['localhost', '127.0.0.1', '[::1]', '127.0.0.1']"


def test_production_answers_named_hosts_only() -> None:
    hosts = setting(
        "ALLOWED_HOSTS", PRODUCTION="true", SECRET_KEY=GOOD_KEY, ALLOWED_HOSTS="a.example,b.example"
    )
    assert hosts == "['a.example', 'b.example']"


@pytest.mark.parametrize("key", ["", "short", "a" * 80, "django-insecure-" + GOOD_KEY])
def test_guessable_secret_key_is_refused(key: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="at least 50 random characters"):
        require_secret_key(key)


def test_good_secret_key_is_accepted() -> None:
    assert require_secret_key(GOOD_KEY) == GOOD_KEY


@pytest.mark.parametrize("hosts", [[], ["*"], ["films.example.org", "*"]])
def test_hosts_that_name_nobody_or_everybody_are_refused(hosts: list[str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="must name the hosts"):
        require_hosts(hosts)


def test_secret_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret_key"
    first = kept_secret_key(path)
    assert require_secret_key(first) == first
    assert kept_secret_key(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_two_sites_have_different_secret_keys(tmp_path: Path) -> None:
    assert kept_secret_key(tmp_path / "a") != kept_secret_key(tmp_path / "b")


def test_empty_secret_key_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    path.touch()
    with pytest.raises(ImproperlyConfigured, match="secret_key is empty"):
        kept_secret_key(path)


def test_sqlite_address_gets_options_for_many_writers() -> None:
    database = database_from_url("sqlite:////srv/films.sqlite3", pool_size=4)
    assert database["ENGINE"] == "moviesite.sqlite"
    assert database["NAME"] == "/srv/films.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] == 20
    assert "PRAGMA journal_mode=WAL;" in database["OPTIONS"]["init_command"]


def test_postgresql_address_gets_a_pool() -> None:
    database = database_from_url("postgresql://ann:s3cret@db.example:5433/films?sslmode=require", pool_size=6)
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"]) == ("ann", "s3cret")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "films")
    assert database["OPTIONS"] == {
        "sslmode": "require",
        "pool": {"min_size": 1, "max_size": 6, "timeout": 10},
    }


def test_postgresql_without_pool() -> None:
    assert database_from_url("postgresql://db/films", pool_size=0)["OPTIONS"] == {}


@pytest.mark.parametrize(
    "url", ["", "films.sqlite3", "mongodb://db/films", "mysql://db/films", "postgresql://db:x/f"]
)
def test_other_database_addresses_are_refused_in_words(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL"):
        database_from_url(url, pool_size=4)


def test_cache_addresses() -> None:
    assert cache_from_url("locmem://")["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"
    redis = cache_from_url("redis://cache.example:6379/1")
    assert (redis["BACKEND"], redis["LOCATION"]) == (
        "moviesite.cache.ForgivingRedisCache",
        "redis://cache.example:6379/1",
    )


def test_other_cache_addresses_are_refused_in_words() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^CACHE_URL"):
        cache_from_url("memcached://cache.example:11211")
