from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db

PIXELS = b"pixels" * 100


@pytest.fixture
def picture(settings: Settings) -> Path:
    path = Path(settings.MEDIA_ROOT) / "posters" / "one.avif"
    path.parent.mkdir(parents=True)
    path.write_bytes(PIXELS)
    return path


def test_picture_is_served_as_it_lies(client: Client, picture: Path) -> None:
    response = client.get("/media/posters/one.avif", headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert response.getvalue() == PIXELS
    assert response.headers["Content-Type"] == "image/avif"
    assert "Content-Encoding" not in response.headers
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_upload_can_run_nothing(client: Client, picture: Path) -> None:
    response = client.get("/media/posters/one.avif")
    assert response.getvalue() == PIXELS
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_upload_is_not_sent_again_to_who_has_it(client: Client, picture: Path) -> None:
    first = client.get("/media/posters/one.avif")
    assert first.getvalue() == PIXELS
    again = client.get(
        "/media/posters/one.avif", headers={"If-Modified-Since": first.headers["Last-Modified"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "posters/two.avif",
        "posters/folder.jpg",
        "posters/page.html",
        "posters/drawing.svg",
        "posters/",
        "a%00b.jpg",
        "%ff.jpg",
        "%ed%a0%80.jpg",
        "x" * 5000 + ".jpg",
        "%2e%2e/outside.jpg",
        "..%2foutside.jpg",
        "../outside.jpg",
        "/etc/passwd",
    ],
)
def test_what_is_no_upload_is_not_found(client: Client, picture: Path, path: str) -> None:
    for name in ("page.html", "drawing.svg", "../../outside.jpg"):
        (picture.parent / name).write_bytes(b"x")
    (picture.parent / "folder.jpg").mkdir()
    assert client.get(f"/media/{path}").status_code in {400, 404}
