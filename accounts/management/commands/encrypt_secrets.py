from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand

from accounts.secrets import encrypt_anew


class Command(BaseCommand):
    help = (
        "Encrypt the secrets of authenticator apps and recovery codes with today's SECRET_KEY. After that, "
        "none of SECRET_KEY_FALLBACKS is needed for them."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = encrypt_anew(Authenticator.objects.all())
        self.stdout.write(f"{found.done} encrypted with today's key, {found.lost} by no known key readable.")
