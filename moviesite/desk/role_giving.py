"""Who may put whom into which role: nobody gives what they do not hold, nor changes those who hold more."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moviesite.desk.models import RoleHolder


def grantable_groups(giver: User) -> QuerySet[Group]:
    """Those whose every permission the giver has; all of them for a superuser."""
    groups = Group.objects.order_by("name").prefetch_related("permissions__content_type")
    if giver.is_superuser:
        return groups
    held = giver.get_all_permissions()
    return groups.filter(pk__in=[group.pk for group in groups if _names_in(group) <= held])


def may_change_roles(giver: User, member: User) -> bool:
    """Never one's own, unless one is a superuser; and only of those who may do no more than the giver."""
    if giver.is_superuser:
        return True
    return (
        giver.pk != member.pk and not member.is_superuser and _all_of(member) <= giver.get_all_permissions()
    )


def _all_of(member: User) -> set[str]:
    """What a member may do or, while inactive, could."""
    of_groups = [_names_in(group) for group in member.groups.prefetch_related("permissions__content_type")]
    own = {_name(each) for each in member.user_permissions.select_related("content_type")}
    return own.union(*of_groups)


def _names_in(group: Group) -> set[str]:
    return {_name(permission) for permission in group.permissions.all()}


def _name(permission: Any) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"


class RolesForm(forms.ModelForm):
    """The roles that the giver may give, as boxes to tick; others that the member has stay as they are."""

    giver: User  # set by the admin

    class Meta:
        model = RoleHolder
        fields = ("groups",)
        labels = {"groups": _("Roles")}
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            field: Any = self.fields["groups"]
            field.queryset = grantable_groups(self.giver)
            field.required = False
            field.help_text = _(
                "Who has a role may enter the admin. You can give the roles you have yourself."
            )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        member = self.instance
        if (member.is_demo or not member.is_active) and self.cleaned_data.get("groups"):
            self.add_error("groups", _("Nobody can log in with this account: it is given no role."))
        return cleaned

    def clean_groups(self) -> list[Group]:
        """With those the giver does not see, which stay."""
        chosen = list(self.cleaned_data["groups"])
        field: Any = self.fields["groups"]
        unseen = self.instance.groups.exclude(pk__in=field.queryset.values("pk"))
        return [*chosen, *unseen]
