from django.core.management.base import BaseCommand
from tqdm import tqdm

from films import search
from films.models import Person, Title


class Command(BaseCommand):
    help = "Writes the search index anew from the catalogue. Searching goes on meanwhile."

    def handle(self, *args: object, **options: object) -> None:
        count = Title.objects.count() + Person.objects.count()
        is_quiet = options["verbosity"] == 0
        with tqdm(total=count, unit=" entries", desc="search index", disable=is_quiet) as bar:
            search.rebuild(bar.update)
