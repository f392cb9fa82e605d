"""Deletes pictures that nothing names any more: no row, and no version of a row that was changed or deleted lately."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import Storage
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from films.image_files import rendition_names
from films.models import Image, Suggestion
from films.models.image import KEPT_DAYS

FOLDER = "images"
# Younger files may belong to a row that is being written just now.
GRACE = dt.timedelta(hours=1)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="name the files, delete none")
        parser.add_argument(
            "--days",
            type=int,
            default=KEPT_DAYS,
            help=f"for how long replaced and deleted pictures can be put back ({KEPT_DAYS})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        storage: Storage = Image._meta.get_field("file").storage
        count = 0
        for name in unnamed(storage, FOLDER, options["days"]):
            if storage.get_modified_time(name) < timezone.now() - GRACE:
                count += 1
                if not options["dry_run"]:
                    storage.delete(name)
                if options["verbosity"]:
                    self.stdout.write(name)
        if options["verbosity"]:
            self.stdout.write(f"{count} files {'would be' if options['dry_run'] else 'were'} deleted.")


def unnamed(storage: Storage, folder: str, days: int) -> Iterator[str]:
    """The files in this folder, and in those within it, that nothing names; each folder is looked at by itself."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    if files:
        kept = {each for name in kept_names(folder, days) for each in (name, *rendition_names(name))}
        yield from (path for path in (f"{folder}/{name}" for name in files) if path not in kept)
    for name in folders:
        yield from unnamed(storage, f"{folder}/{name}", days)


def kept_names(folder: str = FOLDER, days: int = KEPT_DAYS) -> Iterator[str]:
    """Of the pictures below a folder that rows name, those that members offer and staff have not decided on among
    them, and of all that an image was in its life, if it was changed or deleted in so many days."""
    versions: Any = Image.history.model.objects
    lately = versions.filter(history_date__gt=timezone.now() - dt.timedelta(days=days)).values("id")
    kept: list[tuple[Any, str]] = [
        (Image.objects.all(), "file"),
        (Suggestion.objects.all(), "picture"),
        (versions.filter(id__in=lately), "file"),
    ]
    for rows, field in kept:
        below = rows.filter(**{f"{field}__startswith": f"{folder}/"})
        yield from below.values_list(field, flat=True).iterator()
