import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from films.models import Person, ReleaseDate, Title
from films.sections import SECTIONS

from .follow import Follow

HEADINGS = {section.name: section.heading for section in SECTIONS}


class NewsKind(models.TextChoices):
    RELEASE = "release", _("a release date has become known")
    SOON = "soon", _("a release is less than a week away")
    SECTION = "section", _("a section has its first entries")
    REVIEWS = "reviews", _("reviews of one day")
    CREDIT = "credit", _("a title of a person")


class NewsQuerySet(models.QuerySet["News"]):
    def for_member(self, member: User) -> Self:
        """Of what they follow, noticed since they do; of titles that the public sees."""
        own = Follow.objects.of_member(member)
        before = own.filter(created_at__lt=OuterRef("made_at"))
        of_titles = Q(person=None, title__in=own.filter(person=None).values("title")) & Exists(
            before.filter(title=OuterRef("title"))
        )
        of_people = Q(person__in=own.filter(title=None).values("person")) & Exists(
            before.filter(person=OuterRef("person"))
        )
        return self.filter(of_titles | of_people, title__is_published=True)

    def between(self, since: dt.datetime, until: dt.datetime) -> Self:
        return self.filter(made_at__gt=since, made_at__lte=until)

    def releases_in(self, country: str) -> Self:
        """What is not of a release; of releases, those in this country and the very first of a title."""
        earlier = ReleaseDate.objects.filter(
            title=OuterRef("release__title"), date__lt=OuterRef("release__date")
        )
        return self.filter(Q(release=None) | Q(release__country=country) | ~Exists(earlier))

    def with_subject(self) -> Self:
        return self.select_related("title", "person", "release")

    def latest_first(self) -> Self:
        return self.order_by(F("made_at").desc(), F("id").desc())


class News(models.Model):
    """One thing that has become known about a title or a person that somebody follows, noticed once."""

    key = models.CharField(max_length=80, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=NewsKind)
    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.CASCADE, db_index=False)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, null=True, blank=True, db_index=False
    )
    release = models.ForeignKey(
        ReleaseDate, verbose_name=_("release date"), on_delete=models.CASCADE, null=True, blank=True
    )
    section = models.CharField(_("section"), max_length=40, blank=True)
    count = models.PositiveIntegerField(_("how many"), default=1)
    made_at = models.DateTimeField(_("noticed"), default=timezone.now)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
        indexes = [
            models.Index(fields=["title", "made_at"], name="news_of_a_title"),
            models.Index(fields=["person", "made_at"], name="news_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def subject(self) -> Title | Person:
        """What is followed."""
        return self.person or self.title

    @property
    def text(self) -> str:
        """What is new, without the name of the title or person it is about."""
        match self.kind:
            case NewsKind.CREDIT:
                return _t("In the catalogue: %(title)s") % {"title": self.title}
            case NewsKind.REVIEWS:
                return ngettext("%(count)d new review", "%(count)d new reviews", self.count) % {
                    "count": self.count
                }
            case NewsKind.SECTION:
                return _t("First entries: %(section)s") % {"section": HEADINGS[self.section]}
            case NewsKind.SOON:
                return _t("Out soon: %(release)s") % {"release": self.release}
            case _:
                return _t("Release date: %(release)s") % {"release": self.release}

    def get_absolute_url(self) -> str:
        return self.title.get_absolute_url()
