"""Imports of many rows: how long each step takes, and that nothing is lost or doubled whatever happens meanwhile.

    python bench/imports.py                                  5,000 rows on a new SQLite file
    DATABASE_URL=postgresql://… python bench/imports.py      the same on an empty PostgreSQL database

First one import alone, timed, and its ratio to as many ratings given and taken back one by one. Then another: confirmed
by all processes at once, written by all but one of them at once, while the last rates the same titles as another member
does. Prints what it found as JSON and exits 1 if a number is wrong, a deed failed, or there is not one rating a row.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PROCESSES = get_context("fork")
COLUMNS = "Const,Your Rating,Date Rated,Title,Year"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--processes", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if "DATABASE_URL" not in os.environ:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        start_django()
        with PROCESSES.Pool(options.processes) as pool:  # forked before there is a connection to share
            titles = prepare(options.rows)
            found = {"database": os.environ["DATABASE_URL"].partition(":")[0], "rows": options.rows}
            found["alone"] = alone(options.rows)
            found["to one by one"] = ratios(found["alone"])
            found |= together(pool, options, titles)
        found["wrong numbers"] = wrong_numbers()
    print(json.dumps(found, indent=2))
    return int(has_failed(found))


def start_django() -> None:
    import django

    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()


def prepare(rows: int) -> list[int]:
    """As many titles; every second row names its title by key, the others by name and year."""
    from django.core.management import call_command

    from accounts.models import User
    from films.models import ExternalId, Title
    from films.search import index_titles

    call_command("migrate", verbosity=0)
    if Title.objects.exists():
        sys.exit("This database has titles already; give the bench an empty one.")
    titles = Title.objects.bulk_create(Title(primary_title=f"Film no {n}", year=2013) for n in range(rows))
    ExternalId.objects.bulk_create(
        ExternalId(title=title, source="imdb", value=f"tt{n:07}") for n, title in enumerate(titles) if n % 2
    )
    index_titles([title.pk for title in titles])
    User.objects.bulk_create(User(username=name) for name in ("alone", "together", "other"))
    return [title.pk for title in titles]


def begun(username: str, rows: int) -> int:
    from accounts.models import User
    from reviews.importing import begin

    lines = [f"tt{n:07},{n % 10 + 1},2020-01-01,Film no {n},2013" for n in range(rows)]
    content = "\n".join([COLUMNS, *lines]).encode()
    return begin(User.objects.get(username=username), "ratings.csv", content).pk


def alone(rows: int) -> dict[str, Any]:
    """Seconds and queries of each step."""
    from reviews.importers.load import write_rows
    from reviews.importers.reading import read_rows
    from reviews.importers.taking_back import take_back_rows
    from reviews.importing import take_back
    from reviews.models import DataImport, Rating

    found = one_by_one(rows)
    pk = begun("alone", rows)
    found |= {"read": timed(partial(read_rows.func, pk))}
    say_yes(pk)
    found["written"] = timed(partial(write_rows.func, pk))
    found["ratings"] = Rating.objects.count()
    take_back(DataImport.objects.get(pk=pk))
    found["taken back"] = timed(partial(take_back_rows.func, pk))
    found["ratings left"] = Rating.objects.count()
    return found


def one_by_one(rows: int) -> dict[str, Any]:
    """The baseline: a tenth as many titles rated by the verb of the stars, and taken back."""
    from accounts.models import User
    from films.models import Title
    from reviews.ratings import rate, unrate

    member = User.objects.get(username="alone")
    titles = list(Title.objects.order_by("pk")[: rows // 10])
    rated = timed(lambda: [rate(member, title, 5) for title in titles])
    taken_back = timed(lambda: [unrate(member, title) for title in titles])
    return {"a tenth rated one by one": rated, "a tenth taken back one by one": taken_back}


def ratios(found: dict[str, Any]) -> dict[str, float]:
    """Seconds of an import to seconds of as many ratings one by one."""
    pairs = {"written": "a tenth rated one by one", "taken back": "a tenth taken back one by one"}
    return {
        step: round(found[step]["seconds"] / (10 * found[each]["seconds"]), 3) for step, each in pairs.items()
    }


def timed(step: Callable[[], object]) -> dict[str, float]:
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    reset_queries()
    start = perf_counter()
    with CaptureQueriesContext(connection) as queries:
        step()
    return {"seconds": round(perf_counter() - start, 2), "queries": len(queries)}


def say_yes(import_id: int) -> bool:
    from reviews.importing import confirm
    from reviews.models import DataImport

    data_import = DataImport.objects.select_related("member").get(pk=import_id)
    return confirm(data_import, replaces=False, keeps_drafts=True, language="en")


def together(pool: Any, options: argparse.Namespace, titles: list[int]) -> dict[str, Any]:
    from reviews.importers.reading import read_rows
    from reviews.models import DataImport, Rating

    pk = begun("together", options.rows)
    read_rows.func(pk)
    said = pool.map(say_yes, [pk] * options.processes)
    writing = [pool.apply_async(write, (pk,)) for _ in range(options.processes - 1)]
    outcomes = [pool.apply_async(rate_as_others_do, (titles[: options.rows // 10],)).get()]
    outcomes += [each.get() for each in writing]
    ratings = Rating.objects.filter(member__username="together").count()
    counted = DataImport.objects.get(pk=pk)
    return {
        "confirmed": sum(said),
        "outcomes": outcomes,
        "ratings": ratings,
        "written": counted.written_count,
        "status": counted.status,
    }


def write(import_id: int) -> str:
    from reviews.importers.load import write_rows

    try:
        write_rows.func(import_id)
    except Exception as error:  # noqa: BLE001  whatever it is, it is what the bench looks for
        return f"failed: {type(error).__name__}: {error}"[:200]
    return "done"


def rate_as_others_do(titles: list[int]) -> str:
    from accounts.models import User
    from films.models import Title
    from reviews.ratings import rate

    other = User.objects.get(username="other")
    try:
        for title in Title.objects.filter(pk__in=titles).order_by("-pk"):
            rate(other, title, 5)
    except Exception as error:  # noqa: BLE001  whatever it is, it is what the bench looks for
        return f"failed: {type(error).__name__}: {error}"[:200]
    return "done"


def wrong_numbers() -> list[str]:
    from reviews.recount import differences

    return [str(row) for row in differences()]


def has_failed(found: dict[str, Any]) -> bool:
    rows = found["rows"]
    return (
        bool(found["wrong numbers"])
        or set(found["outcomes"]) != {"done"}
        or (found["confirmed"], found["ratings"], found["written"]) != (1, rows, rows)
        or (found["alone"]["ratings"], found["alone"]["ratings left"]) != (rows, 0)
    )


if __name__ == "__main__":
    sys.exit(main())
