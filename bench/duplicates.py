"""Measures the search for duplicates on a made-up catalogue in which some titles were planted twice.

    var/venv/bin/python -m bench.duplicates --database sqlite:////tmp/bench.sqlite3
    var/venv/bin/python -m bench.duplicates --database postgresql://user@localhost/bench --titles 1000000

The database must be empty, or filled by an earlier run of this or of bench.search.
"""

import argparse
import os
import resource
import time
from collections.abc import Callable

from bench.search import SEED, Names, fill

PLANTED = 1_000


def plant(names: Names) -> list[tuple[int, int]]:
    """Copies of some titles: another case, a doubled letter, a year later."""
    from films.models import Title

    count = Title.objects.count()
    originals = Title.objects.filter(pk__in=names.random.sample(range(1, count + 1), PLANTED))
    planted = []
    for number, title in enumerate(originals.order_by("pk")):
        name = title.primary_title
        changed = (name.upper(), name[:2] + name[1:], name)[number % 3]
        copy = Title.objects.create(
            primary_title=changed, year=title.year + (number % 3 == 2), title_type="movie"
        )
        planted.append((title.pk, copy.pk))
    return planted


def timed(what: str, run: Callable[[], object]) -> None:
    start = time.perf_counter()
    run()
    print(f"{what:48}{time.perf_counter() - start:10.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", required=True)
    parser.add_argument("--titles", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=200_000)
    options = parser.parse_args()
    os.environ |= {"DATABASE_URL": options.database, "DJANGO_SETTINGS_MODULE": "moviesite.settings"}

    import django

    django.setup()
    from django.core.management import call_command

    from accounts.models import User
    from films.duplicates import scan, scan_changed
    from films.models import DuplicateCandidate, Title

    call_command("migrate", verbosity=0)
    names = Names(SEED)
    if not Title.objects.exists():
        fill(names, options.titles, options.people)
    elif User.objects.exists():
        parser.error("this database is a site's, not an empty one")
    planted = plant(names)
    timed(f"all of {Title.objects.count():,} titles", lambda: scan("title"))
    timed("all people", lambda: scan("person"))
    proposed = set(DuplicateCandidate.objects.filter(kind="title").values_list("first_id", "second_id"))
    found = sum(pair in proposed for pair in planted)
    print(f"{len(proposed):,} pairs proposed; of {len(planted):,} planted, {found:,} found")
    for title in Title.objects.filter(pk__in=[first for first, _ in planted[:100]]):
        title.save()
    timed("100 changed titles", lambda: scan_changed("title"))
    timed("all again, nothing new", lambda: scan("title"))
    candidates = DuplicateCandidate.objects.open()
    timed(
        "the list's first page and its count",
        lambda: (list(candidates.likeliest_first()[:50]), candidates.count()),
    )
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
