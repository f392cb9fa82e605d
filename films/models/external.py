from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .company import Company
from .fact import FactQuerySet, TitleFact
from .person import Person
from .title import Title
from .version import Versions

FAILURES = 3
"""So many checks in a row must fail before a link is taken to lead nowhere."""


class LinkKind(models.TextChoices):
    OFFICIAL = "official", _("Official sites")
    WATCH = "watch", _("Watch")
    PHOTOGRAPHS = "photographs", _("Photographs")
    VIDEO = "video", _("Video clips and trailers")
    SOUND = "sound", _("Sound clips")
    MISCELLANEOUS = "miscellaneous", _("Miscellaneous")


class ExternalLinkQuerySet(FactQuerySet):
    def alive(self):
        """What leads somewhere, as far as is known."""
        return self.filter(dead_since=None)

    def dead(self):
        return self.filter(dead_since__isnull=False)

    def due_for_check(self):
        """Never checked; checked a month ago; failed a day ago. Never checked ones first."""
        now = timezone.now()
        month_ago, day_ago = now - timedelta(days=30), now - timedelta(hours=20)
        return self.filter(
            Q(checked_at=None) | Q(checked_at__lt=month_ago) | Q(failed_checks__gt=0, checked_at__lt=day_ago)
        ).order_by(F("checked_at").asc(nulls_first=True), "pk")


class ExternalLink(TitleFact):
    """A page about a title elsewhere. Whether it is still there, curators say, or the command check_links."""

    kind = models.CharField(
        _("kind"), max_length=16, choices=LinkKind.choices, default=LinkKind.MISCELLANEOUS
    )
    url = models.URLField(_("address"), max_length=500)
    label = models.CharField(_("label"), max_length=160)
    dead_since = models.DateField(
        _("leads nowhere since"),
        null=True,
        blank=True,
        help_text=_("Readers are told so, and the title’s own page leaves it out."),
    )
    checked_at = models.DateTimeField(_("last checked"), null=True, editable=False)
    failed_checks = models.PositiveSmallIntegerField(
        _("failed checks in a row"), default=0, db_default=0, editable=False
    )

    objects = ExternalLinkQuerySet.as_manager()

    class Meta(TitleFact.Meta):
        verbose_name = _("external link")
        verbose_name_plural = _("external links")
        indexes = [
            *TitleFact.Meta.indexes,
            models.Index(fields=["id"], name="dead_link", condition=Q(dead_since__isnull=False)),
        ]
        constraints = [models.UniqueConstraint(fields=["title", "url"], name="a_link_is_listed_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def is_dead(self) -> bool:
        return self.dead_since is not None

    def note_check(self, *, is_there: bool) -> None:
        """Keeps what a check found: dead after FAILURES in a row, alive again at the first success.

        No version is kept of it: it says something of the net, not of the title.
        """
        self.checked_at = timezone.now()
        self.failed_checks = 0 if is_there else min(self.failed_checks + 1, FAILURES)
        if is_there:
            self.dead_since = None
        elif self.failed_checks == FAILURES and not self.is_dead:
            self.dead_since = timezone.localdate()
        type(self).objects.filter(pk=self.pk).update(
            checked_at=self.checked_at, failed_checks=self.failed_checks, dead_since=self.dead_since
        )


class IdSource(models.TextChoices):
    IMDB = "imdb", "IMDb"
    WIKIDATA = "wikidata", "Wikidata"
    TMDB = "tmdb", "TMDb"
    OMDB = "omdb", "omdb.org"
    ROTTEN_TOMATOES = "rotten_tomatoes", "Rotten Tomatoes"
    METACRITIC = "metacritic", "Metacritic"
    LETTERBOXD = "letterboxd", "Letterboxd"


_ADDRESSES = {
    (IdSource.IMDB, "title"): "https://www.imdb.com/title/{}/",
    (IdSource.IMDB, "person"): "https://www.imdb.com/name/{}/",
    (IdSource.IMDB, "company"): "https://www.imdb.com/company/{}/",
    (IdSource.WIKIDATA, "title"): "https://www.wikidata.org/wiki/{}",
    (IdSource.WIKIDATA, "person"): "https://www.wikidata.org/wiki/{}",
    (IdSource.WIKIDATA, "company"): "https://www.wikidata.org/wiki/{}",
    (IdSource.TMDB, "title"): "https://www.themoviedb.org/movie/{}",
    (IdSource.TMDB, "person"): "https://www.themoviedb.org/person/{}",
    (IdSource.OMDB, "title"): "https://www.omdb.org/movie/{}",
    (IdSource.ROTTEN_TOMATOES, "title"): "https://www.rottentomatoes.com/{}",
    (IdSource.METACRITIC, "title"): "https://www.metacritic.com/{}",
    (IdSource.LETTERBOXD, "title"): "https://boxd.it/{}",
}


class ExternalIdQuerySet(models.QuerySet):
    def for_title(self, title: Title):
        return self.filter(title=title)

    def in_order(self):
        return self.order_by("source", "id")


class ExternalId(models.Model):
    """The key of a title, a person or a company in another catalogue."""

    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.CASCADE, null=True, blank=True)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, null=True, blank=True
    )
    company = models.ForeignKey(
        Company, verbose_name=_("company"), on_delete=models.CASCADE, null=True, blank=True
    )
    source = models.CharField(_("catalogue"), max_length=16, choices=IdSource.choices)
    value = models.CharField(_("key"), max_length=160)

    objects = ExternalIdQuerySet.as_manager()
    history = Versions()

    class Meta:
        verbose_name = _("external ID")
        verbose_name_plural = _("external IDs")
        constraints = [
            models.CheckConstraint(
                condition=Q(title__isnull=False, person__isnull=True, company__isnull=True)
                | Q(title__isnull=True, person__isnull=False, company__isnull=True)
                | Q(title__isnull=True, person__isnull=True, company__isnull=False),
                name="an_external_id_is_of_one_thing",
                violation_error_message=_("An external ID belongs to one title, person or company."),
            ),
            models.CheckConstraint(condition=~Q(value=""), name="an_external_id_is_not_empty"),
            *(
                models.UniqueConstraint(
                    fields=["source", "value"],
                    condition=Q(**{f"{owner}__isnull": False}),
                    name=f"an_external_id_names_one_{owner}",
                    violation_error_message=_("Another record has this key already."),
                )
                for owner in ("title", "person", "company")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.value}"

    @property
    def url(self) -> str:
        """The record's page in the other catalogue; empty when it has none we know."""
        owner = "title" if self.title_id else "person" if self.person_id else "company"
        return _ADDRESSES.get((IdSource(self.source), owner), "").format(self.value)
