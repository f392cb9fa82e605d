"""The quiet e-mail: what is new about all that a member follows, gathered by title and person, never told twice."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import NotificationChoice, NotificationKind
from accounts.notifications import send_of_kind
from films.models import Person, Title
from reviews.models import News, NewsKind, Newsletter, SavedSearch
from reviews.searches import latest_title_id, new_matches

LONGEST = dt.timedelta(days=31)
"""What is older is no news: a digest switched on again does not begin with last year."""
LINES_EACH = 5
MOST_LINES = 500


@dataclass(frozen=True)
class Part:
    """What is new about one title or person, in a line or a few."""

    name: str
    url: str
    lines: list[str]


def send_digest(newsletter: Newsletter, until: dt.datetime) -> bool:
    """Tell the member all that was noticed since the last time; whether there was anything.

    How far the digest has come and the letter are written in one transaction, and only if nobody else has
    moved on meanwhile: killed at any point, it is sent later, and never twice.
    """
    since = newsletter.told_until
    with transaction.atomic():
        own = Newsletter.objects.filter(pk=newsletter.pk, told_until=since)
        if not own.update(told_until=until):
            return False
        parts = news_parts(newsletter, max(since, until - LONGEST), until) + search_parts(newsletter)
        if parts:
            _send(newsletter, parts)
    return bool(parts)


def news_parts(newsletter: Newsletter, since: dt.datetime, until: dt.datetime) -> list[Part]:
    news = News.objects.for_member(newsletter.member).between(since, until)
    news = news.releases_in(newsletter.country).with_subject()
    if _hears_of_releases(newsletter):  # in a letter of its own, so not in this one
        news = news.exclude(kind=NewsKind.SOON)
    found = sorted(news.latest_first()[:MOST_LINES], key=_place)
    return [_part(subject, list(rows)) for subject, rows in groupby(found, key=lambda row: row.subject)]


def search_parts(newsletter: Newsletter) -> list[Part]:
    """What has come into the catalogue that saved searches look for; told once, as the search itself notes."""
    latest, parts = latest_title_id(), []
    searches = SavedSearch.objects.of_member(newsletter.member).in_digest().by_name()
    for search in searches.select_for_update(no_key=True):
        titles = new_matches(search, latest)
        search.told_title_id = latest
        search.save(update_fields=["told_title_id"])
        if titles:
            url = settings.SITE_URL + search.get_absolute_url()
            parts.append(Part(search.name, url, _shortened([str(title) for title in titles])))
    return parts


def _shortened(lines: list[str]) -> list[str]:
    rest = len(lines) - LINES_EACH
    if rest <= 0:
        return lines
    return [
        *lines[:LINES_EACH],
        ngettext("and %(n)d thing more", "and %(n)d things more", rest) % {"n": rest},
    ]


def _hears_of_releases(newsletter: Newsletter) -> bool:
    off = NotificationChoice.objects.filter(
        member=newsletter.member_id, kind=NotificationKind.RELEASE, is_by_email=False
    )
    return not off.exists()


def _place(news: News) -> tuple[bool, str, int, str, str]:
    date = news.release.date if news.release else None
    return (
        isinstance(news.subject, Person),
        str(news.subject),
        news.subject.pk,
        news.kind,
        date.isoformat() if date else "",
    )


def _part(subject: Title | Person, news: list[News]) -> Part:
    reviews = [row for row in news if row.kind == NewsKind.REVIEWS]
    for row in reviews[:1]:
        row.count = sum(each.count for each in reviews)
    told = [row for row in news if row not in reviews[1:]]
    url = settings.SITE_URL + subject.get_absolute_url()
    return Part(str(subject), url, _shortened([row.text for row in told]))


def _send(newsletter: Newsletter, parts: list[Part]) -> None:
    names = ", ".join(part.name for part in parts[:2])
    subject = _("New about %(names)s") % {"names": names}
    if len(parts) > 2:
        subject = _("New about %(names)s and more") % {"names": names}
    content = {"parts": parts, "following_url": settings.SITE_URL + reverse("reviews:following")}
    send_of_kind(newsletter.member, NotificationKind.NEWS, subject[:150], "emails/digest.txt", content)
