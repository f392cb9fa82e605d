"""A real browser: the system's Chromium, driven by Playwright."""

import os
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread
from pytest_django.live_server_helper import LiveServer

from tests.conftest import CHROMIUM

# Playwright runs an event loop in the tests' own thread, where Django would refuse to query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


class WaitingServer(ThreadedWSGIServer):
    """Ends when its last connection has: a thread that outlives it finds its database closed."""

    daemon_threads = False


LiveServerThread.server_class = WaitingServer


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], django_db_setup: None, live_server: LiveServer
) -> dict[str, Any]:
    # The server comes before the browser, and so ends after it: a browser keeps its connections until it closes.
    # Chromium's sandbox does not start as root, which is who CI is.
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--no-sandbox"]}
