"""Measures the desk on a made-up catalogue, and against the same desk on a small one.

    var/venv/bin/python -m bench.admin --database sqlite:////tmp/small.sqlite3 --titles 1000 --keep /tmp/small.json
    var/venv/bin/python -m bench.admin --database sqlite:////tmp/large.sqlite3 --against /tmp/small.json
    var/venv/bin/python -m bench.admin --database postgresql://user@localhost/bench --titles 1000000

The databases must be empty or filled by an earlier run. Every title but one in a hundred is whole, so that what looks
for gaps has far to look; one title has 500 credits.
"""

import argparse
import json
import os
import statistics
import time
from pathlib import Path
from typing import Any

from bench.search import SEED, Names, fill, index, store

REPEATS = 9
MANY_CREDITS = 500


def fill_rows(names: Names, titles: int, people: int) -> None:
    """Two credits and a runtime a title, trivia for every third, a question and a link for every twentieth."""
    from django.db import connection

    from films.models import Credit, ExternalLink, FaqEntry, Runtime, Trivia

    def credit(n: int) -> dict[str, Any]:
        is_text = n % 5 == 0
        many = n > 2 * titles
        return {
            "id": n,
            "title_id": 1 if many else (n + 1) // 2,
            "person_id": None if is_text else n % people + 1,
            "credited_as": names.person() if is_text else "",
            "category": "cast" if many or n % 2 else "director",
            "characters": f"Part {n}",
            "billing": n % MANY_CREDITS,
            "source_url": _source(n),
        }

    store(Credit, 2 * titles + MANY_CREDITS, credit)
    store(
        Runtime,
        titles,
        lambda n: {"id": n, "title_id": n if n % 100 else n - 1, "minutes": 60 + n % 120},
    )
    store(
        Trivia,
        titles // 3,
        lambda n: {"id": n, "title_id": 3 * n, "text": names.title(), "source_url": _source(n)},
    )
    store(
        FaqEntry,
        titles // 20,
        lambda n: {
            "id": n,
            "title_id": 20 * n,
            "question": names.title(),
            "answer": "Yes." if n % 100 else "",
        },
    )
    store(
        ExternalLink,
        titles // 20,
        lambda n: {
            "id": n,
            "title_id": 20 * n,
            "url": f"https://example.org/{n}",
            "label": names.title(),
            "dead_since": None if n % 100 else "2026-01-01",
        },
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE films_title SET plot_outline = 'Somebody remembers.' WHERE id % 100 <> 0")
        cursor.execute(
            "UPDATE films_title SET is_published = false WHERE id % 1000 = 0"
            if connection.vendor == "postgresql"
            else "UPDATE films_title SET is_published = 0 WHERE id % 1000 = 0"
        )
        cursor.execute("ANALYZE")


def _source(n: int) -> str:
    return f"https://example.org/{n}" if n % 100 else ""


def pages(titles: int) -> dict[str, str]:
    """By name, addresses of the admin."""
    autocomplete = "/admin/autocomplete/?app_label=films&model_name=credit&field_name=person&term="
    return {
        "first page": "/admin/",
        "titles": "/admin/films/title/",
        "titles, page 20": "/admin/films/title/?p=20",
        "titles, a common word": "/admin/films/title/?q=night",
        "titles, two words": "/admin/films/title/?q=black+house",
        "titles, no such word": "/admin/films/title/?q=qzxqzx",
        "titles, drafts": "/admin/films/title/?is_published__exact=0",
        "titles, no poster": "/admin/films/title/?lacks=poster",
        "titles, no outline": "/admin/films/title/?lacks=outline",
        "titles, no runtime": "/admin/films/title/?lacks=runtime",
        "titles, films alone": "/admin/films/title/?title_type__exact=movie",
        "titles, a type nobody has": "/admin/films/title/?title_type__exact=tv_special",
        "titles, by type": "/admin/films/title/?o=3",
        "people": "/admin/films/person/",
        "people, a word": "/admin/films/person/?q=house",
        "credits": "/admin/films/credit/",
        "credits, a word": "/admin/films/credit/?q=house",
        "credits, text alone": "/admin/films/credit/?person_known=no",
        "credits, a person’s name": "/admin/films/credit/?person_known=yes",
        "trivia without a source": "/admin/films/trivia/?sourced=no",
        "trivia, a word": "/admin/films/trivia/?q=house",
        "questions without an answer": "/admin/films/faqentry/?answer__isempty=1",
        "links that lead nowhere": "/admin/films/externallink/?state=dead",
        "choosing a person": f"{autocomplete}house",
        "a title’s record": f"/admin/films/title/{titles // 2}/change/",
        "a title’s 500 credits": "/admin/films/title/1/credits/",
    }


def measure(client: Any, address: str) -> dict[str, float]:
    """The median of some requests in milliseconds, the queries of one, and the size of the page."""
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    reset_queries()  # only so many are kept
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    taken = []
    for _repeat in range(REPEATS):
        start = time.perf_counter()
        client.get(address)
        taken.append((time.perf_counter() - start) * 1000)
    return {"ms": statistics.median(taken), "queries": len(asked), "kilobytes": len(page.content) / 1000}


def report(found: dict[str, dict[str, float]], small: dict[str, dict[str, float]]) -> None:
    print(f"\n{'':30}{'ms':>8}{'×':>7}{'queries':>9}{'of small':>9}{'kB':>7}")
    for name, row in found.items():
        other = small.get(name, row)
        ratio = row["ms"] / other["ms"]
        print(
            f"{name:30}{row['ms']:8.0f}{ratio:7.2f}{row['queries']:9.0f}{other['queries']:9.0f}{row['kilobytes']:7.0f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", required=True)
    parser.add_argument("--titles", type=int, default=1_000_000)
    parser.add_argument("--keep", help="a file for what was measured")
    parser.add_argument("--against", help="a file of an earlier run to compare with")
    options = parser.parse_args()
    os.environ |= {
        "DATABASE_URL": options.database,
        "DJANGO_SETTINGS_MODULE": "moviesite.settings",
        "DEBUG": "true",
        "REQUIRE_STAFF_MFA": "false",
    }

    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from accounts.models import User
    from films.models import Title

    call_command("migrate", verbosity=0)
    people = max(options.titles // 5, 100)
    if not Title.objects.exists():
        names = Names(SEED)
        fill(names, options.titles, people)
        fill_rows(names, options.titles, people)
        index(names)
    elif User.objects.exclude(username="bench").exists():
        parser.error("this database is a site's, not an empty one")
    member, _is_new = User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)
    client = Client(SERVER_NAME="localhost")
    client.force_login(member)
    client.get("/admin/")
    found = {name: measure(client, address) for name, address in pages(options.titles).items()}
    if options.keep:
        Path(options.keep).write_text(json.dumps(found))
    report(found, json.loads(Path(options.against).read_text()) if options.against else {})
    member.delete()


if __name__ == "__main__":
    main()
