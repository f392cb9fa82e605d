from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Members")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """allauth has no other place to hear that somebody proved anew who they are."""
        from allauth.account.signals import authentication_step_completed

        from accounts import checks  # noqa: F401  registers them
        from accounts.open_sessions import renew_after_reauthentication

        authentication_step_completed.connect(renew_after_reauthentication)
