from typing import Any

from django.core.management.base import BaseCommand

from reviews.exporting import delete_exports
from reviews.models import DataExport


class Command(BaseCommand):
    help = "Deletes members' archives that are older than a week, with their files."

    def handle(self, *args: Any, **options: Any) -> None:
        expired = list(DataExport.objects.expired())
        delete_exports(expired)
        if options["verbosity"]:
            self.stdout.write(f"{len(expired)} archives deleted.")
