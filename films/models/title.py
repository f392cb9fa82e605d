import datetime as dt
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from films.slugs import slug_for
from films.typographic_poster import Poster, typographic_poster

from .version import Versions

FIRST_FILM_YEAR = 1870
LAST_PLANNED_YEAR = 2100
OUTLINE_LENGTH = 239


class TitleType(models.TextChoices):
    MOVIE = "movie", _("Film")
    SHORT = "short", _("Short")
    TV_MOVIE = "tv_movie", _("TV film")
    TV_SPECIAL = "tv_special", _("TV special")
    TV_SERIES = "tv_series", _("TV series")
    TV_MINI_SERIES = "tv_mini_series", _("TV mini-series")
    TV_EPISODE = "tv_episode", _("Episode")
    VIDEO = "video", _("Video")


def or_zero(column: str, output_field: models.Field) -> Func:
    """The column with 0 for NULL, without a parameter, so that an index of the same expression answers it."""
    return Func(column, template="COALESCE(%(expressions)s, 0)", output_field=output_field)


YEAR_OR_ZERO = or_zero("year", models.PositiveSmallIntegerField())
SCORE_OR_ZERO = or_zero("score", models.FloatField())


def may_read_drafts(reader: Any) -> bool:
    """`reader` is any user of the site, logged in or not."""
    return reader.is_authenticated and reader.is_staff and reader.has_perm("films.view_title")


class TitleQuerySet(models.QuerySet):
    def visible(self):
        """What the public sees: everything that is not a draft."""
        return self.filter(is_published=True)

    def readable_by(self, reader: Any):
        """What is found by its address: drafts too, for staff who may read the catalogue on the desk."""
        return self if may_read_drafts(reader) else self.visible()

    def spotlight(self, day: dt.date):
        """The curators' choice for this day first, then the most rated."""
        return self.filter(Q(spotlight_date=None) | Q(spotlight_date__lte=day)).order_by(
            F("spotlight_date").desc(nulls_last=True), "-vote_count", "-id"
        )

    def best(self):
        """Highest weighted score first; what nobody has rated is left out."""
        return self.filter(score__isnull=False).order_by("-score", "-id")

    def worst(self):
        """Lowest weighted score first."""
        return self.filter(score__isnull=False).order_by("score", "id")

    def rated(self, minimum: int = 1):
        """Those with at least so many votes."""
        return self.filter(vote_count__gte=minimum)

    def popular(self):
        """Most rated first."""
        return self.order_by("-vote_count", "-id")


class Title(models.Model):
    """One work: a film, a short, a television programme or an episode."""

    title_type = models.CharField(
        _("type"), max_length=16, choices=TitleType.choices, default=TitleType.MOVIE
    )
    primary_title = models.CharField(_("primary title"), max_length=300)
    original_title = models.CharField(
        _("original title"),
        max_length=300,
        blank=True,
        help_text=_("Only if it differs from the primary title."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_FILM_YEAR), MaxValueValidator(LAST_PLANNED_YEAR)],
    )
    end_year = models.PositiveSmallIntegerField(
        _("last year"), null=True, blank=True, validators=[MaxValueValidator(LAST_PLANNED_YEAR)]
    )
    series = models.ForeignKey(
        "self",
        verbose_name=_("series"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="episodes",
    )
    season_number = models.PositiveSmallIntegerField(_("season"), null=True, blank=True)
    episode_number = models.PositiveSmallIntegerField(_("episode"), null=True, blank=True)
    plot_outline = models.CharField(_("plot outline"), max_length=OUTLINE_LENGTH, blank=True)
    is_cast_complete = models.BooleanField(_("the credited cast is complete"), default=False)
    poster = models.ForeignKey(
        "films.Image",
        verbose_name=_("poster"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="poster_of",
    )
    awards_summary = models.CharField(
        _("awards line"),
        max_length=200,
        blank=True,
        help_text=_("Stands in for the line composed from the nominations below."),
    )
    is_published = models.BooleanField(
        _("published"), default=True, help_text=_("A draft is seen by staff only."), db_default=True
    )
    is_locked = models.BooleanField(
        _("locked"),
        default=False,
        db_default=False,
        help_text=_("Only administrators change a locked title and its rows; nothing is suggested to it."),
    )
    spotlight_date = models.DateField(
        _("in the spotlight from"),
        null=True,
        blank=True,
        help_text=_("The home page shows the title whose day came last."),
    )
    vote_count = models.PositiveIntegerField(
        _("votes"),
        default=0,
        db_default=0,
        editable=False,
        help_text=_("Copied from the ratings by their verbs."),
    )
    score = models.FloatField(
        _("score"),
        null=True,
        editable=False,
        help_text=_("The weighted score, 1–10, that charts are sorted by."),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    own_stars: int | None = None
    """Of the reader of a list, 0 where they gave none; set by films.marking, never stored."""

    objects = TitleQuerySet.as_manager()
    history = Versions(excluded_fields=("vote_count", "score", "updated_at"))

    class Meta:
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        permissions = [("edit_locked", _("Can lock titles and change locked ones"))]
        constraints = [
            models.CheckConstraint(condition=~Q(primary_title=""), name="a_title_has_a_primary_title"),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(FIRST_FILM_YEAR, LAST_PLANNED_YEAR)),
                name="a_title_year_is_plausible",
            ),
            models.CheckConstraint(
                condition=Q(end_year__isnull=True) | Q(end_year__gte=F("year")),
                name="a_title_ends_after_it_begins",
                violation_error_message=_("The last year comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(series__isnull=True) | Q(title_type=TitleType.TV_EPISODE),
                name="only_episodes_belong_to_a_series",
                violation_error_message=_("Only an episode belongs to a series."),
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(1, 10)), name="a_title_score_is_1_to_10"
            ),
        ]
        indexes = [
            models.Index(F("vote_count").desc(), F("id").desc(), name="title_by_popularity"),
            models.Index(
                F("score").desc(), F("id").desc(), name="title_by_score", condition=Q(score__isnull=False)
            ),
            models.Index(fields=["year", "id"], name="title_by_year"),
            models.Index(YEAR_OR_ZERO.desc(), F("id").desc(), name="title_by_year_or_none"),
            models.Index(SCORE_OR_ZERO.desc(), F("id").desc(), name="title_by_score_or_none"),
            models.Index(fields=["primary_title", "id"], name="title_by_name"),
            models.Index(fields=["id"], name="draft", condition=Q(is_published=False)),
            models.Index(fields=["id"], name="title_without_outline", condition=Q(plot_outline="")),
        ]

    def __str__(self) -> str:
        return f"{self.primary_title} ({self.year})" if self.year else self.primary_title

    @property
    def slug(self) -> str:
        return slug_for(self.primary_title, fallback="title")

    def get_absolute_url(self) -> str:
        return reverse("title", args=[self.pk, self.slug])

    @property
    def typographic_poster(self) -> Poster:
        """The cover drawn from the title's own name where no poster is held."""
        return typographic_poster(self.primary_title, self.year, seed=self.pk or 0)

    @property
    def other_original_title(self) -> str:
        """The original title where it tells the reader something new, else empty."""
        return "" if self.original_title == self.primary_title else self.original_title
