"""Where a picture's files are, while its row stands, changes and goes."""

from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string

from films.image_field import ImageUploadField, remove_on_commit, removed_on_failure
from films.models import Image, Title
from tests.pictures import make_upload, png_claiming

pytestmark = pytest.mark.django_db


class UploadForm(forms.Form):
    picture = ImageUploadField()


def make_image(**options: Any) -> Image:
    title = Title.objects.create(primary_title="The Missing Picture")
    return Image.objects.create(
        title=title, file=make_upload(**options), licence="CC0", credit="Catherine Dussart Productions"
    )


def stored_files(media: Path) -> list[str]:
    return sorted(path.name for path in media.rglob("*") if path.is_file())


@pytest.fixture
def media(settings: Any) -> Path:
    return Path(settings.MEDIA_ROOT)


def test_saving_an_image_stores_it_re_encoded_with_its_renditions(media: Path) -> None:
    image = make_image(name="../../evil\u202egnp.html", width=200, height=100)
    stem = Path(image.file.name).stem
    assert stored_files(media) == sorted(
        f"{stem}{end}"
        for end in [".jpg", *(f"-{w}{s}" for w in (160, 320) for s in (".avif", ".webp", ".jpg"))]
    )
    assert (image.width, image.height, len(stem)) == (200, 100, 24)


def test_saving_an_image_refuses_what_is_none_and_leaves_no_file(media: Path) -> None:
    with pytest.raises(ValidationError):
        make_image(content=b"<svg/>")
    assert stored_files(media) == []


def test_addresses_of_renditions_ask_neither_database_nor_disk(
    django_assert_num_queries: Any, media: Path
) -> None:
    image = Image.objects.get(pk=make_image(width=200, height=100).pk)
    for path in list(media.rglob("*.*")):
        path.unlink()
    base = f"/media/{image.file.name.removesuffix('.jpg')}"
    with django_assert_num_queries(0):
        assert image.file.sources == [
            ("image/avif", f"{base}-160.avif 160w, {base}-320.avif 200w"),
            ("image/webp", f"{base}-160.webp 160w, {base}-320.webp 200w"),
        ]
        assert image.file.srcset == f"{base}-160.jpg 160w, {base}-320.jpg 200w"
        assert image.file.src == f"{base}-320.jpg"
        assert image.file.src_at_least(120) == f"{base}-160.jpg"
        assert image.file.src_at_least(900) == f"{base}-320.jpg"


def test_picture_partial_offers_modern_formats_and_a_fallback_with_its_size() -> None:
    image = make_image(width=200, height=100)
    page = render_to_string(
        "components/_picture.html", {"image": image, "alt": "A “still”", "sizes": "9rem", "loading": "lazy"}
    )
    assert page.count("<source") == 2
    assert '<source type="image/avif"' in page
    assert 'width="200" height="100" alt="A “still”" loading="lazy"' in page
    assert page.count('sizes="9rem"') == 3


def test_replacing_a_picture_keeps_the_old_files(media: Path) -> None:
    image = make_image(width=100, height=100)
    stems = [Path(image.file.name).stem]
    image.file = make_upload(width=100, height=100)
    image.save()
    stems.append(Path(image.file.name).stem)
    ends = (".jpg", "-160.avif", "-160.jpg", "-160.webp")
    assert stored_files(media) == sorted(f"{stem}{end}" for stem in stems for end in ends)


def test_saving_an_image_again_leaves_its_files_alone(
    media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    image = make_image()
    before = stored_files(media)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        Image.objects.get(pk=image.pk).save()
    assert (callbacks, stored_files(media)) == ([], before)


def test_removed_on_failure_takes_the_files_of_a_failed_transaction_away(media: Path) -> None:
    kept = make_image()
    before = stored_files(media)
    with pytest.raises(ZeroDivisionError), removed_on_failure(), transaction.atomic():
        make_image() and 1 / (len(stored_files(media)) - 2 * len(before))
    assert (stored_files(media), list(Image.objects.all())) == (before, [kept])


def test_remove_on_commit_forgets_every_file_of_a_picture(
    media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    image = make_image()
    with django_capture_on_commit_callbacks(execute=True):
        remove_on_commit([image.file])
        assert stored_files(media) != []
    assert stored_files(media) == []


def test_deleting_a_file_deletes_its_renditions(media: Path) -> None:
    make_image().file.delete(save=False)
    assert stored_files(media) == []


def test_a_form_says_in_words_what_is_wrong_with_a_picture() -> None:
    def errors(content: bytes, name: str = "poster.jpg") -> list[str]:
        form = UploadForm({}, {"picture": make_upload(content, name)})
        return form.errors.get("picture", [])

    assert errors(b"") == ["This file is empty."]
    assert errors(b"%PDF-1.7") == [
        "This is not a picture we can read. Choose a JPEG, PNG, WebP, AVIF or GIF."
    ]
    assert errors(png_claiming(60_000, 60_000)) == [
        "This picture has too many pixels: at most 25 million are accepted."
    ]
    assert UploadForm({}, {}).errors["picture"] == ["This field is required."]


def test_a_form_minds_no_strange_name() -> None:
    for name in ["\x00.png", "a" * 500 + ".png", "\u202egpj.exe", "photo", "../../etc/passwd"]:
        assert UploadForm({}, {"picture": make_upload(name=name)}).is_valid()


def test_the_upload_field_tells_browsers_what_it_accepts() -> None:
    assert 'accept="image/jpeg,image/png,image/webp,image/avif,image/gif"' in str(UploadForm()["picture"])


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_replacement_keeps_the_old_files(media: Path) -> None:
    image = make_image()
    before = stored_files(media)
    image.file = make_upload(width=50, height=50)
    with pytest.raises(ZeroDivisionError), removed_on_failure(), transaction.atomic():
        image.save() or 1 / 0
    assert stored_files(media) == before
