import re
import zlib
from typing import Self

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin, UserManager
from django.core.files.storage import default_storage
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.look_alikes import skeleton
from accounts.validators import validate_letters

AVATAR_SIZES = (64, 256)
AVATAR_TONES = (
    ("#a84b2d", "#e9dec9"),
    ("#23303e", "#d6a343"),
    ("#4c583b", "#e9dec9"),
    ("#592f3f", "#e9dec9"),
    ("#d6a343", "#23303e"),
    ("#a9bab6", "#23303e"),
)  # ground and letters: those of the drawn posters


def avatar_path(key: str, size: int) -> str:
    """Where a member's picture lies in the uploads."""
    return f"avatars/{key}-{size}.webp"


class SkeletonField(models.CharField):
    """What the username looks like: worked out from it at each save, bulk_create() included."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = skeleton(model_instance.username)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value


class UserQuerySet(models.QuerySet["User"]):
    def named(self, username: str) -> Self:
        """The member of this name, in capitals or not."""
        if "\x00" in username:  # which PostgreSQL refuses even to look for
            return self.none()
        return self.annotate(lower_username=Lower("username")).filter(lower_username=username.lower())

    def active(self) -> Self:
        """Neither deactivated by staff nor gone."""
        return self.filter(is_active=True)

    def shown_to(self, reader: "User | AnonymousUser") -> Self:
        """Members whose pages this reader may open: not of those who are leaving, but always one's own."""
        return self.active().filter(models.Q(leaves_at=None) | models.Q(pk=reader.pk))

    def looking_like(self, username: str) -> Self:
        """Members whose names could be mistaken for this one."""
        return self.filter(username_skeleton=skeleton(username))

    def due_to_leave(self) -> Self:
        """Those whose days to think again are over."""
        return self.filter(leaves_at__lte=timezone.now())


class MemberManager(UserManager["User"]):
    use_in_migrations = False

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def active(self) -> UserQuerySet:
        return self.get_queryset().active()

    def named(self, username: str) -> UserQuerySet:
        return self.get_queryset().named(username)

    def looking_like(self, username: str) -> UserQuerySet:
        return self.get_queryset().looking_like(username)

    def shown_to(self, reader: "User | AnonymousUser") -> UserQuerySet:
        return self.get_queryset().shown_to(reader)

    def due_to_leave(self) -> UserQuerySet:
        return self.get_queryset().due_to_leave()


class User(AbstractBaseUser, PermissionsMixin):
    """A member. Staff are members who may enter the admin."""

    username = models.CharField(
        _("username"),
        max_length=40,
        unique=True,
        validators=[validate_letters],
        error_messages={"unique": _("This username is taken.")},
        help_text=_("3 to 30 letters, figures and . _ - signs. Others see it; you can change it later."),
    )
    username_skeleton = SkeletonField(max_length=160, editable=False)
    display_name = models.CharField(_("display name"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    bio = models.TextField(_("about you"), max_length=2000, blank=True)
    avatar_key = models.CharField(_("avatar"), max_length=32, blank=True, editable=False)
    has_public_ratings = models.BooleanField(_("everyone may see my ratings"), default=False)
    has_public_watchlist = models.BooleanField(_("everyone may see my watchlist"), default=False)
    has_public_diary = models.BooleanField(_("everyone may see my viewing diary"), default=False)
    is_staff = models.BooleanField(_("staff"), default=False, help_text=_("May enter the admin."))
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(
        _("demo member"), default=False, help_text=_("Made up to show the site; nobody can log in as one.")
    )
    date_joined = models.DateTimeField(_("member since"), default=timezone.now)
    suspended_until = models.DateField(
        _("suspended until"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("May read and export, not write, up to and including this day."),
    )
    leaves_at = models.DateTimeField(
        _("leaves"), null=True, blank=True, editable=False, help_text=_("When the account is deleted.")
    )
    leaves_reviews = models.BooleanField(
        _("leaves the reviews here"),
        default=False,
        editable=False,
        help_text=_("As those of a former member, when the account is deleted."),
    )
    departed_at = models.DateTimeField(
        _("left"), null=True, blank=True, editable=False, help_text=_("Of whom nothing else is known.")
    )

    objects = MemberManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="usernames_differ_by_more_than_case",
                violation_error_message=_("This username is taken."),
            ),
            models.UniqueConstraint(
                "username_skeleton",
                name="usernames_do_not_look_alike",
                violation_error_message=_("This username looks too much like another member's."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="one_member_per_email_address",
                violation_error_message=_("This e-mail address belongs to another member."),
            ),
            models.CheckConstraint(
                condition=models.Q(departed_at=None)
                | models.Q(is_active=False, email="", display_name="", bio="", avatar_key=""),
                name="a_former_member_is_nobody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["leaves_at"], condition=models.Q(leaves_at__isnull=False), name="members_leaving"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_suspended(self) -> bool:
        return self.suspended_until is not None and self.suspended_until >= timezone.localdate()

    @property
    def name(self) -> str:
        """What other members see."""
        return gettext("a former member") if self.departed_at else self.display_name or self.username

    @property
    def has_page(self) -> bool:
        """Whether others find the member's own pages."""
        return self.is_active and self.leaves_at is None

    @property
    def avatar_small_url(self) -> str:
        """Of the member's own picture, 64 pixels square; empty if they gave none."""
        return default_storage.url(avatar_path(self.avatar_key, AVATAR_SIZES[0])) if self.avatar_key else ""

    @property
    def avatar_url(self) -> str:
        """Of the member's own picture, 256 pixels square; empty if they gave none."""
        return default_storage.url(avatar_path(self.avatar_key, AVATAR_SIZES[1])) if self.avatar_key else ""

    @property
    def initials(self) -> str:
        """One or two letters for the drawn avatar."""
        words = re.findall(r"\w+", self.name.replace("_", " ")) or [self.username]
        return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()

    @property
    def avatar_tones(self) -> tuple[str, str]:
        """The drawn avatar's colours, always the same for one member: ground and letters."""
        return AVATAR_TONES[zlib.crc32(self.username.encode()) % len(AVATAR_TONES)]

    def get_absolute_url(self) -> str:
        return reverse("member", args=[self.username])

    def verified_email(self) -> str:
        """The address e-mails may be sent to; empty until the member has shown that it is theirs."""
        return (
            EmailAddress.objects.filter(user=self, primary=True, verified=True)
            .values_list("email", flat=True)
            .first()
            or ""
        )

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
