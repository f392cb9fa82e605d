from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .fact import TitleFact
from .person import Person


class CreditCategory(models.TextChoices):
    """The departments, in the order in which full credits list them."""

    DIRECTOR = "director", _("Directed by")
    WRITER = "writer", _("Writing credits")
    CAST = "cast", _("Cast")
    SELF = "self", _("As themselves")
    PRODUCER = "producer", _("Produced by")
    COMPOSER = "composer", _("Music by")
    CINEMATOGRAPHER = "cinematographer", _("Cinematography by")
    EDITOR = "editor", _("Film editing by")
    CASTING = "casting", _("Casting by")
    PRODUCTION_DESIGNER = "production_designer", _("Production design by")
    ART_DIRECTOR = "art_director", _("Art direction by")
    SET_DECORATOR = "set_decorator", _("Set decoration by")
    COSTUME_DESIGNER = "costume_designer", _("Costume design by")
    MAKEUP = "makeup", _("Makeup department")
    PRODUCTION_MANAGER = "production_manager", _("Production management")
    ASSISTANT_DIRECTOR = "assistant_director", _("Assistant directors")
    ART_DEPARTMENT = "art_department", _("Art department")
    SOUND = "sound", _("Sound department")
    SPECIAL_EFFECTS = "special_effects", _("Special effects by")
    VISUAL_EFFECTS = "visual_effects", _("Visual effects by")
    STUNTS = "stunts", _("Stunts")
    CAMERA = "camera", _("Camera and electrical department")
    ANIMATION = "animation", _("Animation department")
    COSTUME_DEPARTMENT = "costume_department", _("Costume and wardrobe department")
    EDITORIAL = "editorial", _("Editorial department")
    LOCATION = "location", _("Location management")
    MUSIC_DEPARTMENT = "music_department", _("Music department")
    SCRIPT = "script", _("Script and continuity department")
    TRANSPORT = "transport", _("Transportation department")
    OTHER = "other", _("Other crew")
    ARCHIVE_FOOTAGE = "archive_footage", _("Seen in archive footage")
    THANKS = "thanks", _("Thanks")


ON_SCREEN = (CreditCategory.CAST, CreditCategory.SELF)


class CreditQuerySet(models.QuerySet):
    def for_title(self, title):
        return self.filter(title=title)

    def on_screen(self):
        return self.filter(category__in=ON_SCREEN)

    def by_authors(self):
        """The directors and writers."""
        return self.filter(category__in=(CreditCategory.DIRECTOR, CreditCategory.WRITER))

    def in_order(self):
        """Billing order within each category."""
        return self.order_by("category", "billing", "id")


class Credit(TitleFact):
    """A person's part in a title; without a person, the name as it stands in the credits."""

    position = None
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, null=True, blank=True, db_index=False
    )
    credited_as = models.CharField(
        _("credited as"),
        max_length=200,
        blank=True,
        help_text=_("As it stands in the credits, if it differs."),
    )
    category = models.CharField(_("category"), max_length=24, choices=CreditCategory.choices)
    job = models.CharField(_("job"), max_length=160, blank=True)
    characters = models.CharField(
        _("characters"), max_length=300, blank=True, help_text=_("Narrator / Old man")
    )
    note = models.CharField(
        _("note"), max_length=120, blank=True, help_text=_("voice, uncredited, archive footage")
    )
    billing = models.PositiveSmallIntegerField(_("billing"), default=0)

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(credited_as=""),
                name="a_credit_names_somebody",
                violation_error_message=_("Choose a person, or write the name as it stands in the credits."),
            ),
            models.UniqueConstraint(
                fields=["title", "person", "category", "job", "characters"],
                name="a_credit_is_listed_once",
                violation_error_message=_("This credit is already listed."),
            ),
        ]
        indexes = [
            models.Index(fields=["title", "category", "billing", "id"], name="credit_by_title"),
            models.Index(fields=["person", "category", "title"], name="credit_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_category_display()}"

    @property
    def name(self) -> str:
        return self.person.primary_name if self.person else self.credited_as

    @property
    def part(self) -> str:
        """What the person did, as it stands behind the name: the characters, else the job."""
        return self.characters or self.job

    @property
    def remarks(self) -> list[str]:
        """What is said in brackets: the note, and the credited name where it differs from the person's."""
        differs = self.person is not None and self.credited_as not in ("", self.person.primary_name)
        as_credited = _("as %(name)s") % {"name": self.credited_as} if differs else ""
        return [remark for remark in (self.note, str(as_credited)) if remark]
