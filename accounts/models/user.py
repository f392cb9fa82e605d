from typing import Self

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.look_alikes import skeleton
from accounts.validators import validate_letters


class SkeletonField(models.CharField):
    """What the username looks like: worked out from it at each save, bulk_create() included."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = skeleton(model_instance.username)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value


class UserQuerySet(models.QuerySet["User"]):
    def named(self, username: str) -> Self:
        """The member of this name, in capitals or not."""
        return self.annotate(lower_username=Lower("username")).filter(lower_username=username.lower())

    def looking_like(self, username: str) -> Self:
        """Members whose names could be mistaken for this one."""
        return self.filter(username_skeleton=skeleton(username))


class MemberManager(UserManager["User"]):
    use_in_migrations = False

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def named(self, username: str) -> UserQuerySet:
        return self.get_queryset().named(username)

    def looking_like(self, username: str) -> UserQuerySet:
        return self.get_queryset().looking_like(username)


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
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_suspended(self) -> bool:
        return self.suspended_until is not None and self.suspended_until >= timezone.localdate()

    @property
    def name(self) -> str:
        """What other members see."""
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
