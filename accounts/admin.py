from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User, UsernameRedirect
from accounts.open_sessions import begin_anew, end_sessions
from accounts.usernames import clean_username

RIGHTS = {"is_active", "is_staff", "is_superuser", "groups", "user_permissions"}


class FreeUsernameMixin:
    """Says in words when a name is taken or looks like another's, which the database refuses too."""

    cleaned_data: dict[str, Any]
    instance: User

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        if username == self.instance.username:
            return username
        return clean_username(username, member=self.instance if self.instance.pk else None)


class MemberForm(FreeUsernameMixin, UserChangeForm):
    pass


class NewMemberForm(FreeUsernameMixin, AdminUserCreationForm):
    pass


@admin.register(User)
class UserAdmin(StockUserAdmin):
    """Members. None is deleted here: their ratings and reviews have to be taken back first, by their verbs."""

    form = MemberForm
    add_form = NewMemberForm
    list_display = ("username", "display_name", "email", "date_joined", "is_active", "is_staff", "is_demo")
    list_filter = ("is_staff", "is_superuser", "is_active", "is_demo", "groups")
    search_fields = ("username", "display_name", "email")
    ordering = ("-pk",)
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    readonly_fields = ("last_login", "date_joined", "is_demo")
    fieldsets = (
        (None, {"fields": ("username", "display_name", "email", "password")}),
        (_("Profile"), {"fields": ("bio", "has_public_ratings", "has_public_watchlist", "has_public_diary")}),
        (
            _("Permissions"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Kept by the site"), {"fields": (("date_joined", "last_login", "is_demo"),)}),
    )
    actions = ("end_sessions",)
    add_fieldsets = ((None, {"fields": ("username", "email", "usable_password", "password1", "password2")}),)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Who may do more or less than before logs in anew."""
        super().save_related(request, form, formsets, change)
        if change and not RIGHTS.isdisjoint(form.changed_data):
            begin_anew(request, form.instance)

    @admin.action(description=_("Log these members out everywhere"), permissions=["change"])
    def end_sessions(self, request: HttpRequest, members: QuerySet[User]) -> None:
        mine = [member for member in members if self.has_change_permission(request, member)]
        for member in mine:
            end_sessions(member)
            self.log_change(request, member, gettext("Logged out everywhere."))
        self.message_user(
            request,
            ngettext("%(n)d member is logged out.", "%(n)d members are logged out.", len(mine))
            % {"n": len(mine)},
        )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Only a superuser changes the account of staff: whoever sets its password or address may enter with it."""
        is_guarded = obj is not None and (obj.is_staff or obj.is_superuser)
        may = super().has_change_permission(request, obj)
        return may and (not is_guarded or bool(getattr(request.user, "is_superuser", False)))

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only a superuser makes staff and superusers here, and nobody locks themselves out."""
        fields = super().get_readonly_fields(request, obj)
        if obj is not None and obj.pk == request.user.pk:
            fields = (*fields, "is_active")
        elif getattr(request.user, "is_superuser", False):
            return fields
        return (*fields, "is_staff", "is_superuser", "groups", "user_permissions")


@admin.register(UsernameRedirect)
class UsernameRedirectAdmin(admin.ModelAdmin):
    list_display = ("username", "member")
    list_select_related = ("member",)
    search_fields = ("username", "member__username")
    autocomplete_fields = ("member",)
    show_full_result_count = False
    ordering = ("-pk",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: UsernameRedirect | None = None) -> bool:
        return False
