from django.utils.translation import gettext_lazy as _

from accounts.models import User


class RoleHolder(User):
    """A member seen as somebody who has roles, or may be given one: nothing else of the account is shown."""

    class Meta:
        proxy = True
        verbose_name = _("member of staff")
        verbose_name_plural = _("roles of staff")
        default_permissions = ("view", "change")
