"""The picture other sites show of a title."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image as Picture

from films.models import Image, Title
from films.poster_art import PALETTES
from tests.pictures import make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_fonts(settings: Any) -> None:
    settings.FONT_DIRS = []


def preview(client: Client, title: Title) -> Picture.Image:
    return Picture.open(io.BytesIO(client.get(f"/title/{title.pk}/preview.jpg").content))


def is_near(pixel: Any, color: tuple[int, int, int]) -> bool:
    return all(abs(left - right) < 12 for left, right in zip(pixel, color, strict=True))


def inked(picture: Picture.Image, title: Title, box: tuple[int, int, int, int]) -> bool:
    """Whether anything is lettered there."""
    letter = PALETTES[title.typographic_poster.palette].letter
    part = picture.crop(box)
    return any(is_near(color, letter) for _count, color in part.getcolors(part.width * part.height) or [])


TITLE_BOX, FOOT_BOX = (50, 130, 500, 520), (50, 530, 500, 600)


def test_title_preview_is_drawn_from_the_title(client: Client) -> None:
    title = Title.objects.create(primary_title="The Missing Picture", year=2013)
    response = client.get(f"/title/{title.pk}/preview.jpg")
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert response.cookies == {}
    picture = preview(client, title)
    assert (picture.format, picture.size) == ("JPEG", (1200, 630))
    assert is_near(picture.getpixel((5, 5)), PALETTES[title.typographic_poster.palette].ground)
    assert (inked(picture, title, TITLE_BOX), inked(picture, title, FOOT_BOX)) == (True, True)


def test_title_preview_leaves_out_letters_no_font_has(client: Client) -> None:
    title = Title.objects.create(primary_title="រូបភាពដែលបាត់", year=2013)
    picture = preview(client, title)
    assert (inked(picture, title, TITLE_BOX), inked(picture, title, FOOT_BOX)) == (False, True)


@pytest.mark.parametrize("name", ["M", "W" * 300, "a b " * 75, "\u202eevil", "…", "7½ \U0001f3ac"])
def test_title_preview_takes_any_title(client: Client, name: str) -> None:
    assert preview(client, Title.objects.create(primary_title=name)).size == (1200, 630)


def test_title_preview_shows_the_poster_where_one_is_held(client: Client) -> None:
    title = Title.objects.create(primary_title="Rice People", year=1994)
    title.poster = Image.objects.create(
        title=title, file=make_upload(width=200, height=300), licence="CC0", credit="JBA"
    )
    title.save()
    assert is_near(preview(client, title).getpixel((1000, 300)), (200, 30, 30))
    title.poster.file.storage.delete(title.poster.file.name)
    Title.objects.filter(pk=title.pk).update(primary_title="Rice")
    assert not is_near(preview(client, title).getpixel((1000, 300)), (200, 30, 30))


def test_title_preview_is_not_drawn_again_for_who_has_it(
    client: Client, django_assert_num_queries: Any
) -> None:
    title = Title.objects.create(primary_title="Rice People", year=1994)
    url = f"/title/{title.pk}/preview.jpg"
    etag = client.get(url).headers["ETag"]
    with django_assert_num_queries(1):
        assert client.get(url, headers={"if-none-match": etag}).status_code == 304
    Title.objects.filter(pk=title.pk).update(year=1995)
    assert client.get(url, headers={"if-none-match": etag}).status_code == 200


def test_title_preview_of_a_draft_or_of_nothing_is_not_found(client: Client) -> None:
    draft = Title.objects.create(primary_title="Secret", is_published=False)
    for key in (draft.pk, draft.pk + 1, 0, "9" * 30):
        assert client.get(f"/title/{key}/preview.jpg").status_code == 404
    assert client.post(f"/title/{draft.pk}/preview.jpg").status_code == 405
