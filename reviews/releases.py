"""Telling members that something they follow comes out within a week."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Notification, NotificationKind, User
from accounts.notifications import notify
from films.models import Credit, ReleaseDate
from reviews.models import Follow, News, NewsKind, Newsletter


def tell_of_releases() -> None:
    """Each release once to each member: in their country, or the first of the title anywhere."""
    noticed = News.objects.filter(kind=NewsKind.SOON).values("release")
    soon = ReleaseDate.objects.with_visible_titles().filter(
        pk__in=noticed, date__gte=timezone.localdate().isoformat()
    )
    for release in soon:
        url = release.title.get_absolute_url()
        for member in _to_be_told(release):
            notify(member, NotificationKind.RELEASE, _text(release), url=url, key=_key(release))


def _to_be_told(release: ReleaseDate) -> Iterator[User]:
    makers = Credit.objects.filter(title=release.title).values("person")
    follows = Follow.objects.filter(Q(title=release.title) | Q(person__in=makers), member=OuterRef("pk"))
    told = Notification.objects.filter(
        member=OuterRef("pk"), kind=NotificationKind.RELEASE, key=_key(release)
    )
    members = User.objects.active().filter(Exists(follows), ~Exists(told))
    if ReleaseDate.objects.filter(title=release.title, date__lt=release.date).exists():
        there = Newsletter.objects.filter(member=OuterRef("pk"), country=release.country)
        members = members.filter(Exists(there))
    return members.iterator(chunk_size=500)


def _key(release: ReleaseDate) -> str:
    return f"release {release.pk}"


def _text(release: ReleaseDate) -> str:
    words = {"title": release.title, "date": release.date, "country": release.country_name}
    if release.country:
        return _("%(title)s comes out in %(country)s on %(date)s.") % words
    return _("%(title)s comes out on %(date)s.") % words
