"""Many members rate, review and vote on one title at once; then every number is counted anew.

    python bench/votes.py                                  50 members × 4 processes on a new SQLite file
    DATABASE_URL=postgresql://… python bench/votes.py      the same on an empty PostgreSQL database

All processes act for the same members on the same title and the same reviews, so that each deed meets
another of the same kind. Then identical forms are sent at the same moment. Prints what it found as JSON and
exits 1 if a number is wrong, a deed failed, or a form sent many times left more than one row.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PROCESSES = get_context("fork")
# What members do, and how often.
DEEDS = {"rate": 35, "unrate": 10, "vote": 35, "withdraw": 10, "publish": 6, "delete": 2, "restore": 2}
FORM = {"headline": "At once", "body": "Sent by many hands at once. " * 10, "stars": "7", "language": "en"}


def main() -> int:
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        if "DATABASE_URL" not in os.environ:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        start_django()
        with PROCESSES.Pool(options.processes) as pool:  # forked before there is a connection to share
            ids = prepare(options.members)
            found = race(pool, options, ids)
            found["double submits"] = {name: submit_at_once(pool, name, options, ids) for name in SUBMITS}
        found["wrong numbers"] = wrong_numbers()
    print(json.dumps(found, indent=2))
    return int(has_failed(found))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--members", type=int, default=50)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--deeds", type=int, default=1000, help="of each process")
    parser.add_argument("--copies", type=int, default=50, help="of a form sent at once")
    return parser.parse_args()


def start_django() -> None:
    import django

    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]


def prepare(members: int) -> dict[str, Any]:
    from django.core.management import call_command

    from accounts.models import User
    from films.models import Title
    from reviews.publishing import ReviewText, publish_review

    call_command("migrate", verbosity=0)
    if Title.objects.exists():
        sys.exit("This database has titles already; give the bench an empty one.")
    title = Title.objects.create(primary_title="Everybody's film", year=2013)
    people = User.objects.bulk_create([User(username=f"bench{number}") for number in range(members)])
    text = ReviewText("Read by all", "A review that many vote on. " * 10, stars=8)
    reviews = [publish_review(author, title, text) for author in people[:3]]
    bystander = User.objects.create(username="bystander")  # whose review nobody deletes
    return {
        "title": title.pk,
        "members": [each.pk for each in people],
        "reviews": [each.pk for each in reviews],
        "lasting review": publish_review(bystander, title, text).pk,
    }


def race(pool: Pool, options: argparse.Namespace, ids: dict[str, Any]) -> dict[str, Any]:
    start = perf_counter()
    jobs = [(seed, options.deeds, ids) for seed in range(options.processes)]
    results = pool.starmap(work, jobs, chunksize=1)
    seconds = perf_counter() - start
    times = sorted(time for _, own_times in results for time in own_times)
    outcomes = sum((Counter(outcomes) for outcomes, _ in results), Counter())
    return {
        "database": os.environ["DATABASE_URL"].partition(":")[0],
        "members": options.members,
        "processes": options.processes,
        "deeds": len(times),
        "seconds": round(seconds, 1),
        "ms p50": round(1000 * times[len(times) // 2], 1),
        "ms p99": round(1000 * times[len(times) * 99 // 100], 1),
        "outcomes": dict(outcomes),
    }


def work(seed: int, deeds: int, ids: dict[str, Any]) -> tuple[Counter[str], list[float]]:
    """One process: what came of its deeds, and how long each took in seconds."""
    from django.core.exceptions import PermissionDenied

    random, outcomes, times = Random(seed), Counter[str](), []
    for name in random.choices(list(DEEDS), weights=list(DEEDS.values()), k=deeds):
        start = perf_counter()
        try:
            do(name, random, ids)
            outcomes["done"] += 1
        except PermissionDenied:
            outcomes["refused"] += 1
        except Exception as error:  # noqa: BLE001  whatever it is, it is what the bench looks for
            outcomes[f"failed: {type(error).__name__}: {error}"[:200]] += 1
        times.append(perf_counter() - start)
    return outcomes, times


def do(name: str, random: Random, ids: dict[str, Any]) -> None:
    from accounts.models import User
    from films.models import Title
    from reviews import publishing, ratings, votes
    from reviews.models import Review

    member = User.objects.get(pk=random.choice(ids["members"]))
    title = Title.objects.get(pk=ids["title"])
    review = Review.objects.get(pk=random.choice(ids["reviews"]))
    stars = random.randint(1, 10)
    text = publishing.ReviewText("Again", "Written once more. " * random.randint(8, 12), stars=stars)
    own = Review.objects.filter(author=member, title=title).select_related("author", "title").first()
    deeds: dict[str, Callable[[], object]] = {
        "rate": lambda: ratings.rate(member, title, stars),
        "unrate": lambda: ratings.unrate(member, title),
        "vote": lambda: votes.cast_helpful_vote(member, review, is_helpful=stars > 4),
        "withdraw": lambda: votes.withdraw_helpful_vote(member, review),
        "publish": lambda: publishing.publish_review(member, title, text),
        "delete": lambda: own and publishing.delete_review(own),
        "restore": lambda: own and publishing.restore_review(own),
    }
    deeds[name]()


# The forms sent at once: address and fields; afterwards there is one row of this model.
SUBMITS = {
    "review": ("/title/{title}/everybodys-film/reviews/new/", {**FORM, "action": "publish"}, "Review"),
    "rating": ("/title/{title}/everybodys-film/rating/", {"value": "9"}, "Rating"),
    "vote": ("/review/{review}/vote/", {"vote": "yes"}, "HelpfulVote"),
    "report": ("/review/{review}/report/", {"reason": "spam"}, "Report"),
}


def submit_at_once(pool: Pool, name: str, options: argparse.Namespace, ids: dict[str, Any]) -> dict[str, Any]:
    """The same form many times by one new member: the answers, and the rows there are then."""
    from accounts.models import User
    from reviews import models

    member = User.objects.create(username=f"twice-{name}")
    url, fields, model = SUBMITS[name]
    address = url.format(title=ids["title"], review=ids["lasting review"])
    copies = -(-options.copies // options.processes)
    jobs = [(member.pk, address, fields, copies)] * options.processes
    answers = Counter(status for statuses in pool.starmap(submit, jobs, chunksize=1) for status in statuses)
    owner = {"Review": "author", "Report": "reporter"}.get(model, "member")
    rows = getattr(models, model).objects.filter(**{owner: member}).count()
    return {"answers": {str(status): number for status, number in answers.items()}, "rows": rows}


def submit(member_id: int, address: str, fields: dict[str, str], copies: int) -> list[int]:
    from django.test import Client

    from accounts.models import User

    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(pk=member_id))
    return [client.post(address, fields).status_code for _ in range(copies)]


def wrong_numbers() -> list[str]:
    from reviews.recount import differences

    return [str(row) for row in differences()]


def has_failed(found: dict[str, Any]) -> bool:
    return (
        bool(found["wrong numbers"])
        or any(outcome.startswith("failed") for outcome in found["outcomes"])
        or any(each["rows"] != 1 for each in found["double submits"].values())
        or any(status >= "500" for each in found["double submits"].values() for status in each["answers"])
    )


if __name__ == "__main__":
    sys.exit(main())
