from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from films.importers.json_lines import FileError, read_records
from films.importers.load import load
from films.importers.records import PersonRecord, TitleRecord

STARTER = Path(__file__).resolve().parents[2] / "starter"


class Command(BaseCommand):
    help = "Add the starter catalogue's titles and people; what is there already stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--catalogue", type=Path, default=STARTER / "catalogue.jsonl")
        parser.add_argument("--people", type=Path, default=STARTER / "people.jsonl")

    def handle(self, *args: Any, catalogue: Path, people: Path, verbosity: int, **options: Any) -> None:
        quiet = verbosity == 0 or not self.stderr.isatty()
        try:
            loaded = load(
                list(read_records(catalogue, TitleRecord)),
                read_records(people, PersonRecord),
                progress=lambda lines: tqdm(lines, desc="Titles", unit="title", disable=quiet),
            )
        except (FileError, OSError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if verbosity:
            self.stdout.write(f"{loaded.added} titles added, {loaded.kept} were there already.")
