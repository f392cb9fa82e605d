"""Demo members with their reviews, votes and a spread of ratings, so that a new site shows what it can do.

Everything is drawn from the record's own name, so that each fresh site shows the same numbers.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from random import Random

from django.db import transaction

from accounts.models import User
from films.models import Nomination, Outcome, Title
from reviews.markup import render
from reviews.models import CriticReview, HelpfulVote, Rating, Review
from reviews.recount import recount

from .records import CriticReviewRecord, DemoMemberRecord, DemoReviewRecord

FEWEST_RATINGS, SPREAD = 4, 2.0


@transaction.atomic
def load_demo(
    members: Iterable[DemoMemberRecord],
    reviews: Sequence[DemoReviewRecord],
    titles: Mapping[str, Title],
    spotlight: str,
) -> int:
    """Add the demo members with their ratings, reviews and helpful votes; the number of reviews.

    `titles` are by slug; the one named `spotlight` is rated by everybody. Nothing happens on a site that
    has demo members already. A review's author, title and number of voters must fit the members given.
    """
    if User.objects.filter(is_demo=True).exists():
        return 0
    by_name = {each.username: each for each in _members(members)}
    everybody = list(by_name.values())
    _ratings(everybody, reviews, by_name, titles, spotlight)
    written = [_review(each, by_name[each.author], titles[each.slug]) for each in reviews]
    Review.objects.bulk_create(written)
    votes = [
        vote
        for record, review in zip(reviews, written, strict=True)
        for vote in _votes(record, review, everybody)
    ]
    HelpfulVote.objects.bulk_create(votes, batch_size=500)
    recount(titles.values())
    return len(written)


def load_critics(records: Iterable[CriticReviewRecord], titles: Mapping[str, Title]) -> None:
    """Add links to critics' reviews; one that is there already stays as it is."""
    rows = [
        CriticReview(
            title=titles[each.slug],
            publication=each.publication,
            critic=each.critic,
            url=each.url,
            date=each.date,
            language=each.language,
        )
        for each in records
    ]
    CriticReview.objects.bulk_create(rows, ignore_conflicts=True)


def _members(records: Iterable[DemoMemberRecord]) -> list[User]:
    members = [User(username=each.username, display_name=each.display_name, is_demo=True) for each in records]
    for member in members:
        member.set_unusable_password()
    return User.objects.bulk_create(members)


def _review(record: DemoReviewRecord, author: User, title: Title) -> Review:
    written_at = dt.datetime.combine(record.date.earliest, dt.time(12), tzinfo=dt.UTC)
    return Review(
        title=title,
        author=author,
        headline=record.headline,
        body=record.body,
        body_html=render(record.body),
        stars=record.rating,
        contains_spoilers=record.contains_spoilers,
        language=record.language,
        created_at=written_at,
        updated_at=written_at,
    )


def _votes(record: DemoReviewRecord, review: Review, everybody: Sequence[User]) -> Iterable[HelpfulVote]:
    readers = [each for each in everybody if each != review.author]
    total = record.helpful_yes + record.helpful_no
    random = Random(f"{record.slug} {record.author}")  # noqa: S311  no secret hangs on a demo's numbers
    chosen = random.sample(readers, total)
    for place, member in enumerate(chosen):
        yield HelpfulVote(
            review=review, member=member, author=review.author, is_helpful=place < record.helpful_yes
        )


def _ratings(
    everybody: Sequence[User],
    reviews: Iterable[DemoReviewRecord],
    by_name: Mapping[str, User],
    titles: Mapping[str, Title],
    spotlight: str,
) -> None:
    """Write the ratings: what reviewers gave, and a plausible spread around it."""
    given: dict[str, dict[User, int | None]] = defaultdict(dict)
    for review in reviews:
        given[review.slug][by_name[review.author]] = review.rating
    wins = Counter(Nomination.objects.filter(outcome=Outcome.WON).values_list("title_id", flat=True))
    rows = []
    for slug, title in titles.items():
        random = Random(slug)  # noqa: S311  no secret hangs on a demo's numbers
        centre = 6.0 + min(2.0, 0.3 * wins[title.pk]) + random.uniform(-0.6, 0.9)
        reach = (
            len(everybody) if slug == spotlight else random.randint(FEWEST_RATINGS, len(everybody) * 3 // 4)
        )
        values: dict[User, int | None] = {
            member: max(1, min(10, round(random.gauss(centre, SPREAD))))
            for member in random.sample(everybody, reach)
        }
        values |= given[slug]
        rows += [Rating(member=member, title=title, value=value) for member, value in values.items() if value]
    Rating.objects.bulk_create(rows, batch_size=500)
