from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import User
from reviews.departure import depart


class Command(BaseCommand):
    help = "Has the worker delete the accounts whose members asked for it, when their days to think again are over."

    def handle(self, *args: Any, **options: Any) -> None:
        due = list(User.objects.due_to_leave().values_list("pk", flat=True))
        for member_id in due:
            depart.enqueue(member_id)
        if options["verbosity"]:
            self.stdout.write(f"{len(due)} accounts to delete.")
