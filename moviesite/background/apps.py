from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    name = "moviesite.background"
    label = "background"
    default_auto_field = "django.db.models.BigAutoField"
