from django.db import models
from django.db.models import Exists, Max, Min, OuterRef, Prefetch, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from films.slugs import slug_for

from .fact import FactQuerySet, TitleFact
from .person import Person
from .version import Versions


class AwardEventQuerySet(models.QuerySet["AwardEvent"]):
    def held_in(self, year: int):
        """Those that named a visible title that year, by name."""
        named = Nomination.objects.of_visible_titles().of_year(year).filter(event=OuterRef("pk"))
        return self.filter(Exists(named)).order_by("name", "id")


class AwardEvent(models.Model):
    """A body or festival that gives awards."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    slug = models.CharField(_("address"), max_length=160, unique=True, editable=False)
    headline_prize = models.CharField(
        _("headline prize"),
        max_length=60,
        blank=True,
        help_text=_("“Oscar”: its nominations are named first on a title page. Empty for all other events."),
    )

    objects = AwardEventQuerySet.as_manager()
    history = Versions()

    class Meta:
        verbose_name = _("award event")
        verbose_name_plural = _("award events")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="an_award_event_has_a_name")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(cls, name: str) -> "AwardEvent":
        """An event that is not stored yet, with the address made from its name."""
        return cls(name=name, slug=slug_for(name, fallback="event"))

    def get_absolute_url(self) -> str:
        return reverse("award", args=[self.slug])


class Outcome(models.TextChoices):
    WON = "won", _("Won")
    NOMINATED = "nominated", _("Nominated")


class NominationQuerySet(FactQuerySet):
    def headline(self):
        """Those for the prize that is named first on a title page, the Oscar."""
        return self.exclude(event__headline_prize="")

    def of_visible_titles(self):
        return self.filter(title__is_published=True)

    def of_year(self, year: int):
        return self.filter(year=year)

    def of_events(self, events):
        return self.filter(event__in=events).select_related("event", "title")

    def first_of_each_event(self, limit: int):
        """Of every event as many as `limit`, those that won first; events by name."""
        place = Window(RowNumber(), partition_by="event", order_by=("-outcome", "id"))
        return (
            self.annotate(place=place).filter(place__lte=limit).order_by("event__name", "event_id", "place")
        )

    def latest_year(self) -> int | None:
        return self.aggregate(latest=Max("year"))["latest"]

    def year_before(self, year: int) -> int | None:
        return self.filter(year__lt=year).aggregate(latest=Max("year"))["latest"]

    def year_after(self, year: int) -> int | None:
        return self.filter(year__gt=year).aggregate(earliest=Min("year"))["earliest"]

    def won(self):
        return self.filter(outcome=Outcome.WON)

    def lost(self):
        return self.filter(outcome=Outcome.NOMINATED)

    def by_event(self):
        """The latest ceremony first; at each, what was won before what was not."""
        return self.order_by("-year", "event__name", "-outcome", "position", "id").select_related("event")

    def by_award(self):
        """The awards of a ceremony in their order, what was won before what was not."""
        return self.order_by("award", "category", "-outcome", "position", "id")

    def with_recipients(self):
        recipients = NominationRecipient.objects.order_by("position", "id").select_related("person")
        return self.prefetch_related(Prefetch("nominationrecipient_set", recipients, to_attr="recipients"))


class Nomination(TitleFact):
    """An award a title was nominated for, and whether it won."""

    event = models.ForeignKey(AwardEvent, verbose_name=_("event"), on_delete=models.PROTECT, db_index=False)
    year = models.PositiveSmallIntegerField(_("year"), help_text=_("The year of the ceremony."))
    award = models.CharField(_("award"), max_length=160)
    category = models.CharField(_("category"), max_length=200, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta(TitleFact.Meta):
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        indexes = [
            *TitleFact.Meta.indexes,
            models.Index(fields=["event", "year", "title"], name="nomination_by_event"),
            models.Index(fields=["year", "event"], name="nomination_by_year"),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (str(self.year), self.award, self.category)))

    def get_absolute_url(self) -> str:
        """The whole ceremony."""
        return reverse("award-year", args=[self.event.slug, self.year])


class NominationRecipient(models.Model):
    """Who was named in a nomination; without a person, the name as it was announced."""

    nomination = models.ForeignKey(Nomination, verbose_name=_("nomination"), on_delete=models.CASCADE)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, null=True, blank=True
    )
    announced_name = models.CharField(_("announced as"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    history = Versions()
    told_with = "nomination"

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(announced_name=""), name="a_recipient_has_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.person.primary_name if self.person else self.announced_name


def awards_line(prize: str, prize_wins: int, prize_nominations: int, wins: int, nominations: int) -> str:
    """Say a title's awards in one line: "Nominated for 1 Oscar. Another 13 wins & 15 nominations."

    `prize` is the headline prize with its wins and its nominations that did not win; `wins` and
    `nominations` are those of all other events. Empty when there is nothing to say.
    """
    head = ""
    if prize_wins:
        head = gettext("Won %(prizes)s.") % {"prizes": _prizes(prize, prize_wins)}
        nominations += prize_nominations
    elif prize_nominations:
        head = gettext("Nominated for %(prizes)s.") % {"prizes": _prizes(prize, prize_nominations)}
    counts = []
    if wins:
        counts.append(ngettext("%(count)d win", "%(count)d wins", wins) % {"count": wins})
    if nominations:
        counts.append(
            ngettext("%(count)d nomination", "%(count)d nominations", nominations) % {"count": nominations}
        )
    tail = " & ".join(counts)
    if not tail:
        return head
    return f"{head} {gettext('Another %(counts)s.') % {'counts': tail}}" if head else f"{tail}."


def _prizes(prize: str, count: int) -> str:
    return ngettext("%(count)d %(prize)s", "%(count)d %(prize)ss", count) % {"count": count, "prize": prize}
