import time
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand

from films.link_check import LinkChecker
from films.models import ExternalLink


class Command(BaseCommand):
    help = (
        "Asks whether the pages that external links lead to are still there; a link that fails three times, a day"
        " apart, leads nowhere. Nothing calls this command but you: it asks other people's servers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=500, help="check no more than so many (500)")
        parser.add_argument("--pause", type=float, default=1, help="seconds between two of one server (1)")

    def handle(self, *, limit: int, pause: float, **options: Any) -> None:
        checker = LinkChecker(agent=f"{settings.SITE_NAME} link check (+{settings.SITE_URL})")
        links = list(ExternalLink.objects.due_for_check()[:limit])
        asked: dict[str, float] = {}
        for link in links:
            host = urlsplit(link.url).netloc
            time.sleep(max(0, asked.get(host, 0) + pause - time.monotonic()))
            link.note_check(is_there=checker.is_there(link.url))
            asked[host] = time.monotonic()
        dead = sum(link.is_dead for link in links)
        self.stdout.write(f"{len(links)} links checked, {dead} of them lead nowhere")
