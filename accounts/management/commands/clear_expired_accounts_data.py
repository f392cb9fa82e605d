from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import HeldUsername, LoginTries, OutgoingEmail, UsernameRedirect


class Command(BaseCommand):
    help = "Delete former usernames whose time is over, and e-mails that could not be sent for a week."

    def handle(self, *args: Any, **options: Any) -> None:
        UsernameRedirect.objects.expired().delete()
        HeldUsername.objects.expired().delete()
        LoginTries.objects.over().delete()
        OutgoingEmail.objects.hopeless().delete()
