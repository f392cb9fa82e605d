"""A member's picture: square, small, and nothing of the upload but its pixels."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from PIL import Image

from accounts.models import User

pytestmark = pytest.mark.django_db


def make_photo(width: int = 300, height: int = 200) -> SimpleUploadedFile:
    """A red JPEG with a blue left quarter, which tells where and by what it was taken."""
    image = Image.new("RGB", (width, height), (200, 0, 0))
    image.paste((0, 0, 200), (0, 0, width // 6, height))
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    written = io.BytesIO()
    image.save(written, "JPEG", exif=exif, quality=95)
    return SimpleUploadedFile("../../me.jpg", written.getvalue(), "image/jpeg")


def files() -> list[str]:
    return sorted(default_storage.listdir("avatars")[1])


def test_picture_is_cut_square_and_written_anew(client: Client, member: User) -> None:
    client.force_login(member)
    assert client.post("/settings/avatar/", {"picture": make_photo()})["Location"] == "/settings/profile/"
    member.refresh_from_db()
    assert files() == [f"{member.avatar_key}-256.webp", f"{member.avatar_key}-64.webp"]
    for size in (64, 256):
        data = Path(default_storage.path(f"avatars/{member.avatar_key}-{size}.webp")).read_bytes()
        assert b"Secret camera" not in data
        image = Image.open(io.BytesIO(data))
        assert (image.format, image.size, dict(image.getexif())) == ("WEBP", (size, size), {})
        red, _, blue = image.getpixel((0, size // 2))
        assert red > blue  # the blue quarter was cut off
    response = client.get(member.avatar_url)
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    response.close()


def test_new_picture_takes_the_old_ones_place(
    client: Client, member: User, django_capture_on_commit_callbacks
) -> None:
    client.force_login(member)
    client.post("/settings/avatar/", {"picture": make_photo()})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/settings/avatar/", {"picture": make_photo()})
    member.refresh_from_db()
    assert files() == [f"{member.avatar_key}-256.webp", f"{member.avatar_key}-64.webp"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/settings/avatar/", {"remove": ""})
    member.refresh_from_db()
    assert (member.avatar_key, files()) == ("", [])


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<script>alert(1)</script>", b"\x89PNG"],
)
def test_file_that_is_no_picture_is_refused(client: Client, member: User, content: bytes) -> None:
    client.force_login(member)
    response = client.post(
        "/settings/avatar/", {"picture": SimpleUploadedFile("a.png", content, "image/png")}
    )
    assert response.status_code == 422
    assert response.context["form"].errors["picture"]
    assert not Path(default_storage.path("avatars")).exists()


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ada Lovelace", "AL"), ("ada_lovelace", "AL"), ("ada", "A"), ("張藝謀", "張"), ("Ada B. Cole", "AC")],
)
def test_member_without_a_picture_gets_one_drawn(name: str, initials: str) -> None:
    drawn = render_to_string("accounts/_avatar.html", {"member": User(username=name), "size": 32})
    assert f">{initials}</text>" in drawn
    assert "style=" not in drawn
