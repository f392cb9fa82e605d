from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reviews.models import CommunityRules, Review
from reviews.publishing import discard_review


class Command(BaseCommand):
    help = "Removes for good the reviews whose authors deleted them and can no longer bring them back."

    def handle(self, *args: Any, **options: Any) -> None:
        since = timezone.now() - timedelta(days=CommunityRules.current().undo_days)
        number = 0
        for review in Review.objects.deleted_before(since).select_related("author", "title"):
            discard_review(review)
            number += 1
        if options["verbosity"]:
            self.stdout.write(f"{number} reviews removed.")
