from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import LoginTries, OutgoingEmail, UsernameRedirect


class Command(BaseCommand):
    help = "Delete former usernames past their 90 days, and e-mails that could not be sent for a week."

    def handle(self, *args: Any, **options: Any) -> None:
        UsernameRedirect.objects.expired().delete()
        LoginTries.objects.over().delete()
        OutgoingEmail.objects.hopeless().delete()
