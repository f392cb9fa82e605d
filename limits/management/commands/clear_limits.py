from time import time
from typing import Any

from django.core.management.base import BaseCommand

from limits.models import Spending


class Command(BaseCommand):
    help = "Forget what was counted for rate limits whose time is over. Run it once a day."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        count, _ = Spending.objects.over(time()).delete()
        if verbosity:
            print(f"{count} counts are over.")
