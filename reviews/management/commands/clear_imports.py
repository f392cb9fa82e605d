from typing import Any

from django.core.management.base import BaseCommand

from reviews.importing import clear_outdated


class Command(BaseCommand):
    help = "Forgets the rows of imports that can no longer be taken back, and uploads nobody confirmed."

    def handle(self, *args: Any, **options: Any) -> None:
        cleared = clear_outdated()
        if options["verbosity"]:
            print(f"{cleared} imports cleared.")
