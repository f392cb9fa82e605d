from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from moviesite.desk.roles import grant_roles


class Command(BaseCommand):
    help = "Gives the groups of staff what their roles have gained since; may be run at any time."

    @transaction.atomic
    def handle(self, *, verbosity: int, **options: Any) -> None:
        for role, count in grant_roles().items():
            if verbosity:
                self.stdout.write(f"{role}: {count} permissions added")
