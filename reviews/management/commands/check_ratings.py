from typing import Any

from django.core.management.base import BaseCommand

from reviews.unusual_voting import look_for_unusual_voting


class Command(BaseCommand):
    help = "Raise an alert for staff where titles are rated in an unusual way. Run it every hour."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        alerts = look_for_unusual_voting()
        if verbosity:
            print(f"{len(alerts)} alerts raised.")
