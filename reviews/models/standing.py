from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """How well the site knows a member: what reviews.standing works out, and limits go by."""

    NEW = "new", _("new")
    REGULAR = "regular", _("regular")
    TRUSTED = "trusted", _("trusted")
