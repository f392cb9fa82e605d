"""Measures search on a made-up catalogue, against a bare prefix look-up on the same database in the same run.

    var/venv/bin/python -m bench.search --database sqlite:////tmp/bench.sqlite3
    var/venv/bin/python -m bench.search --database postgresql://user@localhost/bench

The database must be empty or filled by an earlier run: nothing else is measured or touched.
"""

import argparse
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from itertools import accumulate, islice
from typing import Any

from tqdm import tqdm

SEED = 2013
BATCH = 20_000
ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "z",
]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "ou"]
CODAS = [*["n", "r", "s", "t", "l", "nd", "rt", "ck", "m", "st", "ng", "th", "p"], *([""] * 6)]
HAN = "影像消失的千與尋神隱少女七人武士東京物語夏秋冬春花樣年華無間道英雄臥虎藏龍山河故人"
CYRILLIC = [
    "мир",
    "война",
    "дом",
    "брат",
    "сталкер",
    "зеркало",
    "иваново",
    "детство",
    "летят",
    "журавли",
    "солярис",
    "баллада",
]
KHMER = ["រូប", "ភាព", "បាត់", "ស្រុក", "ស្រែ", "ទឹក", "ដី", "មេឃ", "ផ្កា"]
COMMON = [
    "of",
    "in",
    "and",
    "to",
    "a",
    "for",
    "my",
    "love",
    "man",
    "night",
    "life",
    "day",
    "last",
    "house",
    "black",
    "girl",
    "world",
    "time",
    "little",
]


class Names:
    """Titles and names as uneven as real ones: few words are in many titles, most are in few."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        made = dict.fromkeys(COMMON)
        while len(made) < 60_000:
            syllables = 1 + (len(made) > 300) + (len(made) > 9_000)
            made["".join(self._syllable() for _ in range(syllables))] = None
        self.words = list(made)
        self.weights = list(accumulate(1 / (place + 5) for place in range(len(made))))

    def _syllable(self) -> str:
        return "".join(self.random.choice(sounds) for sounds in (ONSETS, VOWELS, CODAS))

    def some(self, count: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=count)

    def title(self) -> str:
        article = self.random.choices(["The ", "A ", ""], [22, 4, 74])[0]
        count = self.random.choices([1, 2, 3, 4, 5, 7], [18, 30, 24, 15, 8, 5])[0]
        return article + " ".join(self.some(count)).title()

    def aka(self) -> str:
        choose = self.random.choice
        return choose(
            [
                "".join(self.random.choices(HAN, k=self.random.randint(2, 7))),
                " ".join(self.random.choices(CYRILLIC, k=self.random.randint(1, 4))),
                "".join(self.random.choices(KHMER, k=self.random.randint(2, 4))),
                self.title(),
            ]
        )

    def person(self) -> str:
        return " ".join(self.random.choices(self.words[14:6_000], k=2)).title()

    def votes(self) -> int:
        return int(min(self.random.paretovariate(0.6), 3e6)) - 1


def fill(names: Names, titles: int, people: int) -> None:
    from films.models import Aka, Person, Title

    chance = names.random
    store(Person, people, lambda n: {"id": n, "primary_name": names.person()})
    store(
        Title,
        titles,
        lambda n: {
            "id": n,
            "primary_title": names.title(),
            "year": chance.randint(1920, 2026),
            "vote_count": names.votes(),
        },
    )
    store(Aka, titles // 4, lambda n: {"title_id": n * 4, "text": names.aka()})


def index(names: Names) -> None:
    """Writes the entries that `rebuild_search` would write, and the full-text indexes when all rows are there."""
    from django.db import connection

    from films.models import Aka, Person, PersonEntry, Title, TitleEntry
    from films.search.folding import YEAR, sort_key, tokens
    from films.search.index import _reversed_anchor, rank_of

    migration = import_module("films.migrations.0003_create_the_search_index")
    is_sqlite = connection.vendor == "sqlite"
    others = dict(Aka.objects.values_list("title_id", "text"))
    titles = Title.objects.popular().values_list("id", "primary_title", "year", "vote_count").iterator()
    people = Person.objects.values_list("id", "primary_name").iterator()

    def title_entry(_: int) -> dict[str, Any]:
        pk, name, year, votes = next(titles)
        found_by = tokens(name) | tokens(others.get(pk, "")) | {f"{YEAR}{year}"}
        return {"rank": rank_of(votes, pk), "title_id": pk, "year": year} | entry(name, found_by)

    def person_entry(_: int) -> dict[str, Any]:
        pk, name = next(people)
        found_by = tokens(name) | {_reversed_anchor(name)}
        return {"rank": rank_of(names.votes(), pk), "person_id": pk} | entry(name, found_by)

    def entry(name: str, found_by: set[str]) -> dict[str, Any]:
        line = ", ".join(names.some(4)).title()
        return {"name": name, "sort_name": sort_key(name), "line": line, "tokens": " ".join(sorted(found_by))}

    for model, make in ((TitleEntry, title_entry), (PersonEntry, person_entry)):
        table = model._meta.db_table
        count = (Title if model is TitleEntry else Person).objects.count()
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {table}_added" if is_sqlite else f"DROP INDEX {table}_lexemes")
        store(model, count, make)
        with connection.cursor() as cursor:
            if is_sqlite:
                cursor.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
            cursor.execute((migration.SQLITE if is_sqlite else migration.POSTGRESQL)[1].format(table=table))


def store(model: Any, count: int, make: Callable[[int], dict[str, Any]]) -> None:
    """Rows with what `make` says of each and the model's defaults for the rest; quicker than the ORM by far."""
    from django.core.management.color import no_style
    from django.db import connection, transaction

    blank = model(is_published=True) if model.__name__ == "Title" else model()
    usual = {
        field.column: field.get_db_prep_save(field.pre_save(blank, add=True), connection)
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    columns = [*usual, model._meta.pk.column] if model.__name__ != "Aka" else list(usual)
    places = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({places})"
    rows = (usual | make(number) for number in range(1, count + 1))
    with tqdm(total=count, desc=model.__name__, unit="row") as bar, connection.cursor() as cursor:
        while batch := [[row[column] for column in columns] for row in islice(rows, BATCH)]:
            with transaction.atomic():
                cursor.executemany(sql, batch)
            bar.update(len(batch))
        for reset in connection.ops.sequence_reset_sql(no_style(), [model]):  # PostgreSQL counts by itself
            cursor.execute(reset)


@dataclass
class Measured:
    kind: str
    milliseconds: list[float]

    def at(self, share: float) -> float:
        return sorted(self.milliseconds)[min(int(share * len(self.milliseconds)), len(self.milliseconds) - 1)]


def timed(kind: str, run: Callable[[str], object], queries: list[str]) -> Measured:
    taken = []
    for query in queries:
        start = time.perf_counter()
        run(query)
        taken.append((time.perf_counter() - start) * 1000)
    return Measured(kind, taken)


def bare_prefix(typed: str) -> list[tuple]:
    """The least that suggestions must cost: the eight best titles and people that begin so, by one plain statement."""
    from django.db import connection

    typed = typed.removeprefix("the ").removeprefix("a ")
    if connection.vendor == "sqlite":
        sql = (
            "SELECT * FROM (SELECT name FROM (SELECT rowid AS place FROM {table}_fts WHERE {table}_fts "
            "MATCH %s ORDER BY rowid LIMIT 8) CROSS JOIN {table} ON rank = place)"
        )
        typed = f'"={typed.replace(" ", "")}"*'
    else:
        sql = "(SELECT name FROM {table} WHERE sort_name LIKE %s ORDER BY rank LIMIT 8)"
        typed = f"{typed}%"
    tables = ("films_titleentry", "films_personentry")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql.format(table=table) for table in tables), [typed, typed])
        return cursor.fetchall()


def prepare_bare_prefix() -> None:
    """Our own search does without this index; the plain statement could not."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in ("films_titleentry", "films_personentry"):
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS bench_{table} ON {table} (sort_name text_pattern_ops, rank)"
                )
                cursor.execute(f"VACUUM ANALYZE {table}")


def samples(names: Names, count: int) -> dict[str, list[str]]:
    """What people type, taken from titles in proportion to their popularity as far as 20,000 go."""
    from films.models import Aka, Person, Title
    from films.search.expression import edits

    pick = names.random
    known = list(Title.objects.popular().values_list("primary_title", "year")[:20_000])
    akas = list(Aka.objects.order_by("pk").values_list("text", flat=True)[:20_000])
    people = list(Person.objects.order_by("pk").values_list("primary_name", flat=True)[:20_000])
    long_words = [name for name, _ in known if len(name.split()) > 2]
    han = [text for text in akas if text[0] in HAN and len(text) > 3]

    def begun(length: int) -> list[str]:
        return [pick.choice(known)[0].lower()[:length] for _ in range(count)]

    def slip(name: str) -> str:
        place = max(range(len(name.split())), key=lambda at: len(name.split()[at]))
        split = name.lower().split()
        return " ".join(
            pick.choice(edits(word) or [word]) if at == place else word for at, word in enumerate(split)
        )

    return {
        **{
            f"{length} letters" if length > 1 else "1 letter": begun(length) for length in (1, 2, 3, 4, 6, 10)
        },
        "whole title": [pick.choice(known)[0] for _ in range(count)],
        "title and year": ["{} {}".format(*pick.choice(known)) for _ in range(count)],
        "words inside": [" ".join(pick.choice(long_words).split()[1:3]) for _ in range(count)],
        "person": [pick.choice(people) for _ in range(count)],
        "surname begun": [pick.choice(people).split()[1][:4] for _ in range(count)],
        "Han, from inside": [pick.choice(han)[1:3] for _ in range(count)],
        "one slip": [slip(pick.choice(known)[0]) for _ in range(count // 4)],
        "nothing like it": [f"{slip(pick.choice(known)[0])} qzx{n}" for n in range(count // 4)],
    }


def report(rows: list[Measured], baseline: Measured) -> None:
    print(f"\n{'':24}{'p50 ms':>10}{'p99 ms':>10}{'p50 ×':>8}{'p99 ×':>8}")
    for row in [baseline, *rows]:
        ratios = [row.at(share) / baseline.at(share) for share in (0.5, 0.99)]
        print(f"{row.kind:24}{row.at(0.5):10.2f}{row.at(0.99):10.2f}{ratios[0]:8.1f}{ratios[1]:8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", required=True)
    parser.add_argument("--titles", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=400, help="of each kind")
    options = parser.parse_args()
    os.environ |= {"DATABASE_URL": options.database, "DJANGO_SETTINGS_MODULE": "moviesite.settings"}

    import django

    django.setup()
    from django.core.management import call_command

    from accounts.models import User
    from films.models import Title
    from films.search import find, suggest

    call_command("migrate", verbosity=0)
    names = Names(SEED)
    if not Title.objects.exists():
        fill(names, options.titles, options.people)
        index(names)
    elif User.objects.exists():
        parser.error("this database is a site's, not an empty one")
    prepare_bare_prefix()
    typed = samples(names, options.queries)
    lengths = [
        query
        for kind in ("1 letter", "2 letters", "3 letters", "4 letters", "6 letters")
        for query in typed[kind]
    ]
    for query in lengths[::20]:
        suggest(query), bare_prefix(query)
    baseline = timed("bare prefix look-up", bare_prefix, lengths)
    rows = [timed("suggest: all of 1–6", suggest, lengths)]
    rows += [timed(f"suggest: {kind}", suggest, queries) for kind, queries in typed.items()]
    rows += [
        timed(f"find: {kind}", find, typed[kind])
        for kind in ("1 letter", "4 letters", "whole title", "one slip")
    ]
    report(rows, baseline)


if __name__ == "__main__":
    main()
