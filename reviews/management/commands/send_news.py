from typing import Any

from django.core.management.base import BaseCommand

from reviews.news_round import make_news_round


class Command(BaseCommand):
    help = "Have the worker notice what is new about what members follow, and send the digests that are due."

    def handle(self, *args: Any, **options: Any) -> None:
        make_news_round.enqueue()
