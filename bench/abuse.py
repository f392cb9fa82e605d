"""Rings, crowds and spam among honest members: what share is caught, and how many honest ones with it.

    python bench/abuse.py               on a new SQLite file
    DATABASE_URL=… python bench/abuse.py   on an empty database of that address

All members and texts are made up by this script from --seed, so the rates tell how the rules do what they say, not
how they fare against people who have read them. Prints JSON and exits 1 if a rate misses its mark.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CAUGHT, HONEST_HIT, SPAM_PUBLIC, HONEST_HELD = 0.90, 0.01, 0.05, 0.02
HONEST, AUTHORS, RING, CROWD = 300, 60, 10, 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=int, default=500, help="of either kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/abuse.sqlite3")
        start_django()
        random = Random(options.seed)
        found = {"votes": votes(random), "ratings": ratings(random), "texts": texts(random, options.texts)}
    print(json.dumps(found, indent=2))
    return int(
        found["votes"]["caught"] < CAUGHT
        or found["votes"]["honest hit"] > HONEST_HIT
        or found["ratings"]["caught"] < CAUGHT
        or found["ratings"]["honest hit"] > HONEST_HIT
        or found["texts"]["spam public"] > SPAM_PUBLIC
        or found["texts"]["honest held"] > HONEST_HELD
    )


def start_django() -> None:
    import django

    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def members(prefix: str, count: int, days: int = 200) -> list[Any]:
    from django.utils import timezone

    from accounts.models import User

    joined = timezone.now() - timedelta(days=days)
    return User.objects.bulk_create(
        [User(username=f"{prefix}{number}", date_joined=joined) for number in range(count)]
    )


def reviews_by(authors: Iterable[Any], count: int) -> list[Any]:
    from films.models import Title
    from reviews.publishing import ReviewText, publish_review

    text = ReviewText("Seen", "What one says of a film, at some length. " * 5)
    made = []
    for author in authors:
        for number in range(count):
            title = Title.objects.create(primary_title=f"Film {number} seen by {author.username}", year=2000)
            made.append(publish_review(author, title, text))
    return made


def votes(random: Random) -> dict[str, Any]:
    """A ring of ten who vote for each other, one who votes for one author, and readers, friends and admirers."""
    from reviews.models import HelpfulVote
    from reviews.vote_rings import find_rings

    authors, readers, ring = members("author", AUTHORS), members("reader", HONEST), members("ring", RING)
    shelf = {author: reviews_by([author], random.randint(1, 8)) for author in authors}
    (serial,), (star,) = members("serial", 1), members("star", 1)
    starred = reviews_by([star], 12)
    read(random, [*readers, *authors], [*everything(shelf), *starred], most=30)
    for number, reader in enumerate(readers[:30]):  # admirers, who read all of one author and others besides
        say(reader, shelf[authors[number]])
    for one, other in zip(authors[:20:2], authors[1:20:2], strict=True):  # friends
        say(one, shelf[other])
        say(other, shelf[one])
    ringed = reviews_by(ring, 3)
    for member in ring:
        say(member, ringed)
    # So as not to be told by voting for nobody else.
    read(random, ring, everything(shelf), most=6)
    say(serial, starred)
    read(random, [serial], everything(shelf), most=1)
    bad = {member.pk for member in ring} | {serial.pk}
    targets = {member.pk for member in ring} | {star.pk}
    found = {
        (voter.pk, author.pk) for each in find_rings() for voter in each.voters for author in each.authors
    }
    pairs = list(HelpfulVote.objects.values_list("member", "author"))
    unearned = [pair for pair in pairs if pair[0] in bad and pair[1] in targets]
    earned = [pair for pair in pairs if pair[0] not in bad]
    return {
        "unearned": len(unearned),
        "caught": share(pair in found for pair in unearned),
        "honest": len(earned),
        "honest hit": share(pair in found for pair in earned),
    }


def everything(shelf: dict[Any, list[Any]]) -> list[Any]:
    return [review for reviews in shelf.values() for review in reviews]


def read(random: Random, readers: Iterable[Any], reviews: list[Any], most: int) -> None:
    """Each votes on up to so many of the reviews, as chance has it."""
    for reader in readers:
        say(reader, random.sample(reviews, random.randint(1, most)), lambda: random.random() < 0.7)


def say(reader: Any, reviews: Iterable[Any], is_helpful: Callable[[], bool] = lambda: True) -> None:
    from reviews.votes import cast_helpful_vote

    for review in reviews:
        if review.author_id != reader.pk:
            cast_helpful_vote(reader, review, is_helpful=is_helpful())


def ratings(random: Random) -> dict[str, Any]:
    """New accounts that rate one title within hours, beside its own audience; and titles that are just popular."""
    from django.utils import timezone

    from films.models import Title
    from reviews.models import AlertKind, Rating, RatingAlert
    from reviews.ratings import rate
    from reviews.setting_aside import newcomers_ratings
    from reviews.unusual_voting import look_for_unusual_voting

    titles = [Title.objects.create(primary_title=f"Rated {number}", year=2001) for number in range(40)]
    audience, crowd = members("audience", 400), members("crowd", CROWD, days=1)
    new = members("newcomer", 20, days=1)  # honest ones, who joined yesterday
    for title in titles:
        for member in random.sample(audience, 60):
            rate(member, title, min(10, max(1, round(random.gauss(7, 1.5)))))
    spread(random, days=90)
    for title in titles:  # today's ratings, and a premiere that many old members see
        for member in random.sample(audience, 40 if title == titles[1] else 1) + random.sample(new, 1):
            rate(member, title, min(10, max(1, round(random.gauss(7, 1.5)))))
    for member in crowd:
        rate(member, titles[0], 10)
    look_for_unusual_voting()
    # What staff set aside with one deed where an alert leads them: newcomers' ratings of that title.
    since = timezone.now() - timedelta(days=1)
    hit = {
        (each.member_id, each.title_id)
        for alert in RatingAlert.objects.filter(kind=AlertKind.NEW_MEMBERS).select_related("title")
        for each in newcomers_ratings(alert.title, since)
    }
    crowded = {member.pk for member in crowd}
    pairs = list(Rating.objects.values_list("member", "title"))
    return {
        "unearned": CROWD,
        "alerts": sorted(RatingAlert.objects.filter(title=titles[0]).values_list("kind", flat=True)),
        "caught": share(pair in hit for pair in pairs if pair[0] in crowded),
        "honest": len(pairs) - CROWD,
        "honest hit": share(pair in hit for pair in pairs if pair[0] not in crowded),
    }


def spread(random: Random, days: int) -> None:
    """Date the ratings so far over these days, as if given one by one."""
    from django.utils import timezone

    from reviews.models import Rating

    for rating in Rating.objects.all():
        moment = timezone.now() - timedelta(days=random.randint(2, days))
        Rating.objects.filter(pk=rating.pk).update(created_at=moment, updated_at=moment)


def texts(random: Random, count: int) -> dict[str, Any]:
    """Spam and honest reviews, half of either by new members."""
    from bench.texts import honest_text, spam_text
    from films.models import Title
    from reviews.publishing import ReviewText
    from reviews.ratings import rate
    from reviews.submission import AlreadySaid, submit_review

    shelf = [Title.objects.create(primary_title=f"Written of {number}", year=2002) for number in range(60)]
    writers = {"new": members("novice", count, days=1), "old": members("writer", count)}
    for writer in writers["old"]:
        for title in shelf[:10]:
            rate(writer, title, random.randint(1, 10))
    public, honest_held = {"spam": 0, "honest": 0}, Counter[str]()
    for kind, make in (("honest", honest_text), ("spam", spam_text)):
        for number in range(count):
            writer = writers["new" if number % 2 else "old"][number]
            headline, body = make(random)
            try:
                title = shelf[10 + (number + (kind == "spam")) % 50]
                review = submit_review(writer, title, ReviewText(headline, body))
            except AlreadySaid:
                continue
            public[kind] += review.is_visible
            if kind == "honest" and not review.is_visible:
                honest_held.update(review.reports.values_list("reason", flat=True))
    return {
        "each": count,
        "spam public": round(public["spam"] / count, 4),
        "honest held": round(1 - public["honest"] / count, 4),
        "held for": dict(honest_held),
    }


def share(hits: Iterable[bool]) -> float:
    each = list(hits)
    return round(sum(each) / len(each), 4)


if __name__ == "__main__":
    sys.exit(main())
