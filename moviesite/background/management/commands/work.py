import os
import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string

from moviesite.background.worker import Worker


class Command(BaseCommand):
    help = "Do background work: e-mails, imports, notifications. Run as many of these as you like."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="end when nothing is left to do now")

    def handle(self, *args: Any, **options: Any) -> None:
        worker_id = f"{socket.gethostname()[:30]}:{os.getpid()}:{get_random_string(8)}"
        worker = Worker(worker_id, batch=options["batch"])
        worker.configure_signals()
        worker.run()
