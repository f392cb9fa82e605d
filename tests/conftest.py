"""What every test stands on, and which tests can run here."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_django import Settings

IS_CI = os.environ.get("CI", "") not in ("", "0", "false")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(autouse=True)
def own_media(settings: Settings, tmp_path: Path) -> None:
    """Uploads of one test are seen by no other and leave nothing behind."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """What one test cached, rate limits included, no other finds."""
    cache.clear()
    yield
    cache.clear()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Drop what belongs to the run on the other database; skip, with a reason, what cannot run here."""
    elsewhere = [item for item in items if runs_elsewhere(item)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]
    for item in items:
        if item.get_closest_marker("browser") and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium here: apt-get install chromium"))
        if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="no PostgreSQL here: set TEST_DATABASE_URL"))


def runs_elsewhere(item: pytest.Item) -> bool:
    if connection.vendor == "sqlite":
        return bool(item.get_closest_marker("postgresql") and os.environ.get("TEST_DATABASE_URL"))
    return bool(item.get_closest_marker("sqlite") or item.get_closest_marker("browser"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI, a browser or PostgreSQL test that did not run has failed."""
    report = yield
    must_run = item.get_closest_marker("browser") or item.get_closest_marker("postgresql")
    if IS_CI and must_run and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"Skipped, which CI does not allow: {report.longrepr}"
    return report
