"""A real browser: the system's Chromium, driven by Playwright."""

import os
from typing import Any

import pytest

from tests.conftest import CHROMIUM

# Playwright runs an event loop in the tests' own thread, where Django would refuse to query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    # Chromium's sandbox does not start as root, which is who CI is.
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--no-sandbox"]}
