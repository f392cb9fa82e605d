"""An error of ours is told to the operator without what a member typed, or what the code held at that moment."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from tests.site.test_background import quick_pulse, work  # noqa: F401  a fixture

SECRET = "clay-figures-4711"
EVERY_LOGGER = ("", "django", "django.request", "django_tasks", "moviesite", "accounts")


def stumble(request: HttpRequest) -> HttpResponse:
    password = request.POST["password"]
    token = request.headers["Authorization"]
    raise ValueError(f"{len(password)} and {len(token)} are not what they should be")


urlpatterns = [path("stumble/", stumble), path("", include("moviesite.urls"))]


@task()
def stumble_with(number: int) -> None:
    password = SECRET * number
    raise ValueError(len(password))


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Iterator[list[str]]:
    """Every record, as the site's own handler would write it."""
    lines: list[str] = []
    style = site_settings.LOGGING["formatters"]["line"]
    formatter = logging.Formatter(style["format"], style=style["style"])

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(formatter.format(record))

    handler = Keeping(level=logging.DEBUG)
    for name in EVERY_LOGGER:
        logging.getLogger(name).addHandler(handler)
    yield lines
    for name in EVERY_LOGGER:
        logging.getLogger(name).removeHandler(handler)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_error_in_a_view_names_no_secret(log: list[str], capsys: Any) -> None:
    client = Client(raise_request_exception=False)
    address = f"/stumble/?token={SECRET}"
    response = client.post(
        address,
        {"password": SECRET},
        headers={"authorization": f"Bearer {SECRET}", "cookie": f"sessionid={SECRET}"},
    )
    assert response.status_code == 500
    assert any("are not what they should be" in line for line in log)  # it is told of
    told = "\n".join(log) + response.content.decode() + "".join(capsys.readouterr())
    assert SECRET not in told


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quick_pulse")
def test_error_in_a_task_names_no_secret(log: list[str], capsys: Any) -> None:
    stumble_with.enqueue(2)
    result: DBTaskResult = work()
    assert "ValueError" in result.traceback  # staff are told
    assert SECRET * 2 not in result.traceback + "\n".join(log) + "".join(capsys.readouterr())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/accounts/login/", {"login": "ada", "password": SECRET}),
        (
            "/accounts/signup/",
            {"username": "ada", "email": "x@example.org", "password1": SECRET, "password2": "y"},
        ),
        ("/accounts/password/reset/key/1-" + SECRET + "/", {"password1": SECRET, "password2": SECRET}),
        ("/accounts/login/code/confirm/", {"code": SECRET}),
    ],
)
def test_refusal_writes_no_secret_into_the_log(
    log: list[str], capsys: Any, address: str, form: dict[str, str]
) -> None:
    User.objects.create_user("ada", "ada@example.org", "another-mile-77")
    with_debug = logging.getLogger("django").level
    logging.getLogger("django").setLevel(logging.INFO)
    try:
        Client().post(address, form)
    finally:
        logging.getLogger("django").setLevel(with_debug)
    assert SECRET not in "\n".join(log) + "".join(capsys.readouterr())
