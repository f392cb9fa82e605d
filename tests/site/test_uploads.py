from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db

PIXEL = bytes.fromhex("474946383961010001000000002c00000000010001000002003b") + b"\0" * 500


@pytest.fixture
def picture(settings: Settings) -> Path:
    path = Path(settings.MEDIA_ROOT) / "posters" / "one.gif"
    path.parent.mkdir(parents=True)
    path.write_bytes(PIXEL)
    return path


def test_picture_is_served_as_it_lies(client: Client, picture: Path) -> None:
    response = client.get("/media/posters/one.gif", headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert response.getvalue() == PIXEL
    assert response.headers["Content-Type"] == "image/gif"
    assert "Content-Encoding" not in response.headers
    assert response.headers["Cache-Control"] == "public, max-age=604800"


def test_upload_can_run_nothing(client: Client, picture: Path) -> None:
    response = client.get("/media/posters/one.gif")
    assert response.getvalue() == PIXEL
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["posters/two.gif", "posters/", "a%00b", "%ff", "x" * 5000, "%2e%2e/secret_key", "../secret_key"]
)
def test_what_is_no_upload_is_not_found(client: Client, picture: Path, path: str) -> None:
    assert client.get(f"/media/{path}").status_code in {400, 404}
