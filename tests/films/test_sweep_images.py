"""What `sweep_images` deletes and what it leaves."""

import io
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from films.models import Image, Title
from tests.pictures import make_upload

pytestmark = pytest.mark.django_db


def sweep(*options: str) -> list[str]:
    out = io.StringIO()
    call_command("sweep_images", *options, stdout=out)
    return out.getvalue().splitlines()


def make_old_file(settings: Any, name: str) -> Path:
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"pixels")
    os.utime(path, (time.time() - 7200, time.time() - 7200))
    return path


def test_sweep_images_deletes_old_files_no_row_names(settings: Any) -> None:
    title = Title.objects.create(primary_title="Rice People")
    image = Image.objects.create(title=title, file=make_upload(), licence="CC0", credit="JBA")
    for path in Path(settings.MEDIA_ROOT).rglob("*.*"):
        os.utime(path, (time.time() - 7200, time.time() - 7200))
    orphan = make_old_file(settings, "images/2026/01/orphan-160.avif")
    elsewhere = make_old_file(settings, "avatars/somebody.jpg")
    assert sweep("--dry-run") == ["images/2026/01/orphan-160.avif", "1 files would be deleted."]
    assert orphan.exists()
    assert sweep() == ["images/2026/01/orphan-160.avif", "1 files were deleted."]
    assert (orphan.exists(), elsewhere.exists()) == (False, True)
    assert image.file.storage.exists(image.file.name)


def test_sweep_images_leaves_young_files_and_an_empty_store_alone(settings: Any) -> None:
    assert sweep() == ["0 files were deleted."]
    path = make_old_file(settings, "images/new.jpg")
    os.utime(path)
    assert sweep() == ["0 files were deleted."]
    assert path.exists()
