"""Noticing what is new about titles and people that somebody follows: each thing once, however often one looks.

The catalogue does not keep when a fact was added, so what is there is compared with the news there have been.
Beginning to follow something notes all that is known of it by then.
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length, TruncDate
from django.utils import timezone

from films.models import (
    AlternateVersion,
    CrazyCredit,
    Credit,
    FaqEntry,
    Goof,
    Nomination,
    Person,
    Quote,
    ReleaseDate,
    Soundtrack,
    Title,
    Trivia,
    Video,
)
from reviews.models import Follow, News, NewsKind, Review

SOON = dt.timedelta(days=7)
DAYS_LOOKED_BACK = 7
FEATURED = {
    "trivia": Trivia,
    "goofs": Goof,
    "quotes": Quote,
    "crazy_credits": CrazyCredit,
    "alternate_versions": AlternateVersion,
    "soundtracks": Soundtrack,
    "faq": FaqEntry,
    "videos": Video,
    "awards": Nomination,
}
"""Sections whose first entries are news."""

Ids = QuerySet | list[int]


def notice() -> None:
    """Of everything that anybody follows."""
    titles = Follow.objects.filter(person=None).values("title")
    people = Follow.objects.filter(title=None).values("person")
    _note(_of_titles(titles))
    _note(_credits(people))
    _note(_soon(Q(title__in=titles) | Q(title__in=Credit.objects.filter(person__in=people).values("title"))))


def notice_about(target: Title | Person) -> None:
    """Of one title, or one person."""
    _note(_of_titles([target.pk]) if isinstance(target, Title) else _credits([target.pk]))


def _note(news: Iterable[News]) -> None:
    # Another worker may have noticed the same meanwhile: the key is unique.
    News.objects.bulk_create(news, ignore_conflicts=True, batch_size=500)


def _of_titles(titles: Ids) -> list[News]:
    return [*_releases(titles), *_sections(titles), *_reviews(titles)]


def _releases(titles: Ids) -> list[News]:
    """Dates that are not past, as far as one can tell: “2027” may be any day of it."""
    today = timezone.localdate()
    to_come = Q(date__gte=today.isoformat()) | Q(date__in=[f"{today:%Y}", f"{today:%Y-%m}"])
    known = ReleaseDate.objects.filter(to_come, title__in=titles)
    return [
        News(kind=NewsKind.RELEASE, key=f"release {pk}", title_id=title, release_id=pk)
        for pk, title in _unnoticed(known, NewsKind.RELEASE, release=OuterRef("pk"))
    ]


def _soon(which: Q) -> list[News]:
    """Days less than a week away."""
    today = timezone.localdate()
    near = ReleaseDate.objects.annotate(exactness=Length("date")).filter(
        which, exactness=10, date__range=(today.isoformat(), (today + SOON).isoformat())
    )
    return [
        News(kind=NewsKind.SOON, key=f"soon {pk}", title_id=title, release_id=pk)
        for pk, title in _unnoticed(near, NewsKind.SOON, release=OuterRef("pk"))
    ]


def _sections(titles: Ids) -> list[News]:
    return [
        News(kind=NewsKind.SECTION, key=f"section {title} {name}", title_id=title, section=name)
        for name, model in FEATURED.items()
        for title in _titles_with(model, titles, name)
    ]


def _titles_with(model: type, titles: Ids, section: str) -> list[int]:
    noticed = News.objects.filter(kind=NewsKind.SECTION, section=section, title=OuterRef("title"))
    rows = model._default_manager.filter(~Exists(noticed), title__in=titles)  # type: ignore[attr-defined]
    return list(rows.order_by().values_list("title", flat=True).distinct())


def _reviews(titles: Ids) -> list[News]:
    """How many were published on each of the last days, today left out until it is over."""
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    lately = (today - dt.timedelta(days=DAYS_LOOKED_BACK), today)
    reviews = Review.objects.visible().filter(
        title__in=titles, created_at__gte=lately[0], created_at__lt=lately[1]
    )
    days = reviews.order_by().annotate(day=TruncDate("created_at")).values_list("title", "day")
    return [
        News(kind=NewsKind.REVIEWS, key=f"reviews {title} {day.isoformat()}", title_id=title, count=count)
        for title, day, count in days.annotate(count=Count("pk"))
    ]


def _credits(people: Ids) -> list[News]:
    noticed = News.objects.filter(kind=NewsKind.CREDIT, person=OuterRef("person"), title=OuterRef("title"))
    made = Credit.objects.filter(~Exists(noticed), person__in=people, title__is_published=True)
    return [
        News(kind=NewsKind.CREDIT, key=f"credit {person} {title}", person_id=person, title_id=title)
        for person, title in made.order_by().values_list("person", "title").distinct()
    ]


def _unnoticed(releases: QuerySet, kind: NewsKind, **same: OuterRef) -> list[tuple[int, int]]:
    rows = releases.filter(~Exists(News.objects.filter(kind=kind, **same)))
    return list(rows.order_by().values_list("pk", "title"))
