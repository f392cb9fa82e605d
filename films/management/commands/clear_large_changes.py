from typing import Any

from django.core.management.base import BaseCommand

from films.large_changes import clear_outdated


class Command(BaseCommand):
    help = "Forgets large changes of the catalogue that were asked for a month ago; what they wrote stays."

    def handle(self, *args: Any, **options: Any) -> None:
        cleared = clear_outdated()
        if options["verbosity"]:
            self.stdout.write(f"{cleared} large changes forgotten.")
