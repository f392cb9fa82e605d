"""What `sweep_images` deletes and what it leaves."""

import io
import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

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
    make_all_files_old(settings)
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


def make_all_files_old(settings: Any) -> None:
    for path in Path(settings.MEDIA_ROOT).rglob("*.*"):
        os.utime(path, (time.time() - 7200, time.time() - 7200))


def test_sweep_images_spares_what_a_revert_may_bring_back_for_thirty_days(settings: Any) -> None:
    title = Title.objects.create(primary_title="Rice People")
    deleted, replaced = (
        Image.objects.create(title=title, file=make_upload(), licence="CC0", credit="JBA") for _each in "12"
    )
    replaced.file = make_upload()
    replaced.save()
    deleted.delete()
    make_all_files_old(settings)
    assert sweep() == ["0 files were deleted."]
    assert len(sweep("--dry-run", "--days", "0")) > 1
    versions = Image.history.model.objects
    versions.update(history_date=timezone.now() - timedelta(days=29))
    assert sweep() == ["0 files were deleted."]
    versions.update(history_date=timezone.now() - timedelta(days=31))
    sweep()
    stem = Path(replaced.file.name).stem
    left = {path.name[: len(stem)] for path in Path(settings.MEDIA_ROOT).rglob("*.*")}
    assert left == {stem}


def test_sweep_images_says_nothing_when_the_worker_does_it(settings: Any) -> None:
    orphan = make_old_file(settings, "images/2026/01/orphan.jpg")
    assert (sweep("--verbosity", "0"), orphan.exists()) == ([], False)
