from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AppConfig):
    name = "moviesite.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"


class DeskAdminConfig(AdminConfig):
    """Django's own admin, with the desk's first page."""

    default_site = "moviesite.desk.site.DeskSite"
