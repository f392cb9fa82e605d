"""Deletes pictures that no row names: what a crash, or a title deleted with its images, left behind."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import Storage
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from films.image_files import rendition_names
from films.models import Image, Suggestion

FOLDER = "images"
# Younger files may belong to a row that is being written just now.
GRACE = dt.timedelta(hours=1)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="name the files, delete none")

    def handle(self, *args: Any, **options: Any) -> None:
        storage = Image._meta.get_field("file").storage
        named = {each for name in kept_names() for each in (name, *rendition_names(name))}
        count = 0
        for name in files_under(storage, FOLDER):
            if name not in named and storage.get_modified_time(name) < timezone.now() - GRACE:
                self.stdout.write(name)
                count += 1
                if not options["dry_run"]:
                    storage.delete(name)
        self.stdout.write(f"{count} files {'would be' if options['dry_run'] else 'were'} deleted.")


def kept_names() -> Iterator[str]:
    """Of the pictures that rows name, those that members offer and staff have not decided on among them."""
    yield from Image.objects.values_list("file", flat=True).iterator()
    yield from Suggestion.objects.exclude(picture="").values_list("picture", flat=True).iterator()


def files_under(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from files_under(storage, f"{folder}/{name}")
