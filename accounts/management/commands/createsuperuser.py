from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.management.commands import createsuperuser

from accounts.models import User


class Command(createsuperuser.Command):
    """Django's createsuperuser; who may run it need not prove that the e-mail address is theirs."""

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        for user in User.objects.filter(is_superuser=True, emailaddress=None).exclude(email=""):
            EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
