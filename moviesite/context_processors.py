from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page may name: the site itself, and whether one can log in to it through another."""
    return {"site_name": settings.SITE_NAME, "has_providers": bool(settings.SOCIALACCOUNT_PROVIDERS)}
