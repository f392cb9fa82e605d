from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviews.recount import differences


class Command(BaseCommand):
    help = "Counts ratings, reviews and votes anew, and mends the stored numbers that differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; exit 1 if a number differs."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for row in differences(mend=not options["check"]):
            found += 1
            if options["verbosity"]:
                self.stdout.write(str(row))
        if options["check"] and found:
            raise CommandError(f"{found} rows differ from what they count.", returncode=1)
        if options["verbosity"]:
            self.stdout.write(f"{found} rows mended." if found else "Every number is right.")
