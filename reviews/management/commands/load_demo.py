from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from films.importers.json_lines import FileError, read_records
from films.importers.load import titles_by_slug
from films.importers.records import TitleRecord
from films.management.commands.load_starter import STARTER
from reviews.importers.demo import load_critics, load_demo
from reviews.importers.records import CriticReviewRecord, DemoMemberRecord, DemoReviewRecord

DEMO = Path(__file__).resolve().parents[2] / "starter"
SPOTLIGHT = "the-missing-picture-2013"


class Command(BaseCommand):
    help = (
        "Add demo members with their reviews and ratings, and links to critics' reviews, of starter titles."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        try:
            catalogue = [record for _, record in read_records(STARTER / "catalogue.jsonl", TitleRecord)]
            members = [record for _, record in read_records(DEMO / "members.jsonl", DemoMemberRecord)]
            reviews = [record for _, record in read_records(DEMO / "reviews.jsonl", DemoReviewRecord)]
            critics = [
                record for _, record in read_records(DEMO / "critic_reviews.jsonl", CriticReviewRecord)
            ]
        except (FileError, OSError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        titles = titles_by_slug(catalogue)
        missing = len(catalogue) - len(titles)
        if missing:
            raise CommandError(f"{missing} starter titles are not in the catalogue: run load_starter first.")
        load_critics(critics, titles)
        count = load_demo(members, reviews, titles, SPOTLIGHT)
        if verbosity:
            self.stdout.write(
                f"{count} demo reviews added." if count else "The demo members are there already."
            )
