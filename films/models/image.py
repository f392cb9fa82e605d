from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from films.image_field import PictureField

from .person import Person
from .title import Title
from .version import Versions

KEPT_DAYS = 30
"""How long the files of an image are kept after it was replaced or deleted, so that it can be put back."""


class ImageKind(models.TextChoices):
    POSTER = "poster", _("poster")
    STILL = "still", _("still")
    PORTRAIT = "portrait", _("portrait")
    OTHER = "other", _("other")


class ImageQuerySet(models.QuerySet):
    def for_title(self, title: Title):
        return self.filter(title=title)

    def for_person(self, person: Person):
        return self.filter(person=person)

    def stills(self):
        """What a title's photo strip shows: everything but posters."""
        return self.exclude(kind=ImageKind.POSTER)

    def in_order(self):
        return self.order_by("position", "id")


class Image(models.Model):
    """A picture of a title or a person, re-encoded when it was uploaded (see films.image_files)."""

    kind = models.CharField(_("kind"), max_length=10, choices=ImageKind.choices, default=ImageKind.STILL)
    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.CASCADE, null=True, blank=True)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, null=True, blank=True
    )
    file = PictureField(
        _("file"), upload_to="images/%Y/%m/", max_length=200, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    alt_text = models.CharField(_("description for those who cannot see it"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=80)
    credit = models.CharField(_("credit"), max_length=160)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ImageQuerySet.as_manager()
    history = Versions()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            models.CheckConstraint(
                condition=Q(title__isnull=False) | Q(person__isnull=False),
                name="an_image_shows_a_title_or_a_person",
                violation_error_message=_("Choose the title or the person this image shows."),
            )
        ]

    def __str__(self) -> str:
        return self.caption or str(self.file)


class VideoKind(models.TextChoices):
    TRAILER = "trailer", _("Trailer")
    CLIP = "clip", _("Clip")
    INTERVIEW = "interview", _("Interview")
    FULL = "full", _("Full title")


class VideoQuerySet(models.QuerySet):
    def for_title(self, title: Title):
        return self.filter(title=title)

    def in_order(self):
        return self.order_by("position", "id")


class Video(models.Model):
    """A trailer or clip that plays elsewhere; nothing is asked of that place before a click."""

    title = models.ForeignKey(Title, verbose_name=_("title"), on_delete=models.CASCADE)
    kind = models.CharField(_("kind"), max_length=10, choices=VideoKind.choices, default=VideoKind.TRAILER)
    name = models.CharField(_("name"), max_length=160)
    duration = models.DurationField(_("duration"), null=True, blank=True)
    url = models.URLField(_("where it plays"), max_length=500, blank=True)
    poster_frame = models.ForeignKey(
        Image, verbose_name=_("poster frame"), on_delete=models.SET_NULL, null=True, blank=True
    )
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = VideoQuerySet.as_manager()
    history = Versions()

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="a_video_has_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def length(self) -> str:
        """Minutes and seconds: "1:56"; empty when unknown."""
        if self.duration is None:
            return ""
        minutes, seconds = divmod(int(self.duration.total_seconds()), 60)
        return f"{minutes}:{seconds:02}"
