from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from films.duplicates import scan, scan_changed
from films.models import DuplicateCandidate, RecordKind


class Command(BaseCommand):
    help = "Look for titles, people and companies that may be the same, among what was changed since the last time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="among all of them")
        parser.add_argument("--most", type=int, help="look at no more records than so many at a time")
        parser.add_argument("--kind", choices=RecordKind.values, help="of this kind only")

    def handle(self, *args: Any, **options: Any) -> None:
        is_quiet = options["verbosity"] == 0 or not self.stderr.isatty()
        for kind in [options["kind"]] if options["kind"] else RecordKind.values:
            with tqdm(desc=kind, unit="record", disable=is_quiet) as bar:
                if options["all"]:
                    scan(kind, bar.update)
                else:
                    scan_changed(kind, bar.update, most=options["most"])
        if options["verbosity"]:
            self.stdout.write(f"{DuplicateCandidate.objects.open().count()} pairs to look at.")
