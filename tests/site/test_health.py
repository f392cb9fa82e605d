"""What watches over the site is answered without a cookie, kept by nobody, and told the truth."""

from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.test import Client


def test_healthz_asks_no_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_reaches_the_database(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_says_when_the_database_is_away(client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError("away")):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"no database\n")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_answers_are_kept_by_nobody_and_set_no_cookie(client: Client, path: str) -> None:
    response = client.get(path)
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_answers_are_only_read(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
