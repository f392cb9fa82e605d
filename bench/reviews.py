"""A title with 100,000 reviews and 1,000,000 ratings beside one with 100 of each: what do their pages cost?

    python bench/reviews.py                                  on a new SQLite file
    DATABASE_URL=postgresql://… python bench/reviews.py      on an empty PostgreSQL database

Prints a table: the first page and page 2,000 of the large title's reviews in every order, the small title's
first page, the number of queries of each, and how the times relate. Exits 1 if the numbers of queries differ
or a page takes more than 1.5 times as long.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MANY_REVIEWS, MANY_RATINGS, FEW = 100_000, 1_000_000, 100
DEEP_PAGE = 2_000
MOST = 1.5
TEXT = "Clay figures stand where the photographs are missing, and they look back at us. " * 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=25)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        if "DATABASE_URL" not in os.environ:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        start_django()
        large, small = prepare()
        rows = list(measure(large, small, rounds))
    print("| page | queries | small, ms | large, ms | ratio |\n|---|--:|--:|--:|--:|")
    for row in rows:
        print(f"| {row.name} | {row.queries} | {row.small:.1f} | {row.large:.1f} | {row.ratio:.2f} |")
    return int(any(row.ratio > MOST or not row.same_queries for row in rows))


def start_django() -> None:
    import django

    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]


def prepare() -> tuple[Any, Any]:
    from django.core.management import call_command
    from django.db import connection

    from accounts.models import User
    from films.models import Title
    from reviews.models import AggregateRating, Rating, Review

    call_command("migrate", verbosity=0)
    if Title.objects.exists():
        sys.exit("This database has titles already; give the bench an empty one.")
    large, small = (Title.objects.create(primary_title=name, year=2013) for name in ("Large", "Small"))
    name = "'member' || i"
    fill(User, MANY_RATINGS, id="i", username=name, username_skeleton=name, email="''", password="'!'")
    minutes = {
        "sqlite": "datetime('2014-01-01', '+' || i || ' minutes')",
        "postgresql": "timestamptz '2014-01-01 00:00Z' + i * interval '1 minute'",
    }[connection.vendor]
    for title, ratings, reviews in ((large, MANY_RATINGS, MANY_REVIEWS), (small, FEW, FEW)):
        fill(Rating, ratings, member_id="i", title_id=str(title.pk), value="i % 10 + 1")
        fill(
            Review,
            reviews,
            title_id=str(title.pk),
            author_id="i",
            headline="'Review ' || i",
            body=f"'{TEXT}'",
            body_html=f"'<p>{TEXT}</p>'",
            stars="i % 10 + 1",
            created_at=minutes,
            helpfulness="(i * 7919 % 1000) / 1000.0",
            author_review_count="i * 31 % 50 + 1",
        )
        counts = {f"rated_{stars}": ratings // 10 for stars in range(1, 11)}
        AggregateRating.objects.create(title=title, review_count=reviews, **counts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return large, small


def fill(model: Any, number: int, **expressions: str) -> None:
    """Insert `number` rows: these columns by SQL of the row's number i, the others as a new row has them."""
    from django.db import connection

    new, columns, values, parameters = model(), [], [], []
    for field in model._meta.concrete_fields:
        if field.generated or (field.primary_key and field.column not in expressions):
            continue
        columns.append(connection.ops.quote_name(field.column))
        if field.column in expressions:
            values.append(expressions[field.column].replace("%", "%%"))
        else:
            values.append("%s")
            parameters.append(field.get_db_prep_save(field.pre_save(new, add=True), connection))
    counter = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number})"
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) {counter} SELECT {', '.join(values)} FROM n",
            parameters,
        )


@dataclass
class Row:
    """One page of both titles; times are medians in milliseconds."""

    name: str
    queries: int
    same_queries: bool
    small: float
    large: float

    @property
    def ratio(self) -> float:
        return self.large / self.small


def measure(large: Any, small: Any, rounds: int) -> Any:
    from reviews.orders import ReviewOrder

    yield compare("title page", large.get_absolute_url(), small.get_absolute_url(), rounds)
    first = {title: f"/title/{title.pk}/{title.slug}/reviews/?sort=" for title in (large, small)}
    for order in ReviewOrder:
        beginning = first[small] + order
        yield compare(f"{order}, page 1", first[large] + order, beginning, rounds)
        deep = f"{first[large]}{order}&after={cursor_before(large, order, DEEP_PAGE)}"
        second = f"{beginning}&after={cursor_before(small, order, 2)}"
        yield compare(f"{order}, page {DEEP_PAGE:,} (small: 2)", deep, second, rounds)


def cursor_before(title: Any, order: Any, page: int) -> str:
    """Where the page before this one ends, as a reader's link would say it."""
    from films.paging import cursor_of
    from reviews.models import Review
    from reviews.views.reviews import PAGE_LENGTH

    rows = Review.objects.visible().for_title(title).order_by(*order.sort.order())
    return cursor_of(rows[(page - 1) * PAGE_LENGTH - 1], order.sort)


def compare(name: str, large: str, small: str, rounds: int) -> Row:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, queries, times = Client(), {}, {large: [], small: []}
    for url in (large, small):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url)
        assert response.status_code == 200, (url, response.status_code)
        queries[url] = len(captured)
    for _ in range(rounds):
        for url in (large, small):  # in turn, so that the machine's moods fall on both
            start = perf_counter()
            client.get(url)
            times[url].append(1000 * (perf_counter() - start))
    same = queries[large] == queries[small]
    return Row(name, queries[large], same, median(times[small]), median(times[large]))


if __name__ == "__main__":
    sys.exit(main())
