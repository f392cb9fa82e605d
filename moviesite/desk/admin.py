"""The page on which members are put into roles."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.open_sessions import begin_anew
from films.admin.base import DeskAdmin
from moviesite.desk.models import RoleHolder
from moviesite.desk.role_giving import RolesForm, may_change_roles


@admin.register(RoleHolder)
class RoleHolderAdmin(DeskAdmin):
    """Staff, and by their username the members who may become so."""

    form = RolesForm
    fields = ("username", "display_name", "groups")
    readonly_fields = ("username", "display_name")
    list_display = ("username", "display_name", "roles", "last_login")
    list_filter = ("groups",)
    search_fields = ("username",)
    search_help_text = _("The username of any member, in full. Without it, staff are listed.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoleHolder]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        if search_term:
            return queryset.filter(pk__in=User.objects.named(search_term).values("pk")), False
        return queryset.filter(is_staff=True), False

    @admin.display(description=_("roles"))
    def roles(self, member: RoleHolder) -> str:
        names = sorted(group.name for group in member.groups.all())
        return ", ".join([*names, *([str(_("superuser"))] if member.is_superuser else [])]) or "–"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form_class = super().get_form(request, obj, change, **kwargs)
        form_class.giver = request.user
        return form_class

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: RoleHolder | None = None) -> bool:
        if not super().has_change_permission(request, obj) or not isinstance(request.user, User):
            return False
        return obj is None or may_change_roles(request.user, obj)

    def save_model(self, request: HttpRequest, obj: RoleHolder, form: Any, change: bool) -> None:
        """Nothing of the account itself is written but whether it may enter the admin."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Who may do more or less than before logs in anew."""
        super().save_related(request, form, formsets, change)
        member = form.instance
        is_staff = member.is_superuser or member.groups.exists() or member.user_permissions.exists()
        type(member).objects.filter(pk=member.pk).update(is_staff=is_staff)
        if form.changed_data:
            begin_anew(request, member)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """The roles as they are now, for the log."""
        names = sorted(group.name for group in form.cleaned_data.get("groups", ()))
        return str(_("Roles: %(names)s") % {"names": ", ".join(names) or "–"})
