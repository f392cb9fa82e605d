"""What the site asks of django-allauth: usernames, letters to members, secrets kept."""

from threading import BoundedSemaphore
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import secrets
from accounts.models import LoginTries, User
from accounts.models.login_tries import account_digest
from accounts.reauthentication import has_confirmed, lacks_own_means
from accounts.sessions import note_beginning
from accounts.usernames import clean_username

# Of each server process, which has four threads: a flood of passwords to check leaves two of them to readers.
PASSWORDS_AT_ONCE = BoundedSemaphore(2)


class AccountAdapter(DefaultAccountAdapter):
    def clean_username(self, username: str, shallow: bool = False) -> str:
        """The username to store, or the reason it is refused. A shallow look does not ask the database."""
        return clean_username(username, must_be_free=not shallow)

    def clean_email(self, email: str) -> str:
        domain = email.rpartition("@")[2].lower()
        if any(
            domain == refused or domain.endswith(f".{refused}") for refused in settings.REFUSED_EMAIL_DOMAINS
        ):
            raise ValidationError(
                _("This site takes no throw-away addresses. Please give another."), code="refused"
            )
        return email

    def generate_unique_username(self, txts: list[str | None], regex: str | None = None) -> str:
        try:
            return super().generate_unique_username(txts, regex)
        except NotImplementedError:  # every word the provider gave makes a name we refuse
            return f"member{get_random_string(6, '23456789')}"

    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: BaseForm,
        commit: bool = True,
    ) -> User:
        try:
            with transaction.atomic():
                return super().save_user(request, user, form, commit)
        except IntegrityError:
            # Another took the name or the address between the check and now. The second check will see it.
            from allauth.account.views import signup

            raise ImmediateHttpResponse(signup(request)) from None

    def is_safe_url(self, url: str | None) -> bool:
        """On the very host that was asked. What cannot even be read, such as “http://[x”, is refused, no error."""
        request = self.request
        return request is not None and url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        note_beginning(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """allauth's own limits hold for one server process; that of tries per account holds for all."""
        if credentials.get("username") == credentials.get(
            "email"
        ):  # typed once, and not to be checked twice:
            credentials.pop("username", None)  # a second look takes time, which tells that there is a member
        account = self._account_tried(**credentials)
        if not PASSWORDS_AT_ONCE.acquire(blocking=False):
            raise ValidationError(
                _("Many are signing in at this moment. Please try again in a few seconds."), code="busy"
            )
        try:
            if not LoginTries.objects.take(account):
                raise self.validation_error("too_many_login_attempts")
            user = super().authenticate(request, **credentials)
        finally:
            PASSWORDS_AT_ONCE.release()
        if user:
            LoginTries.objects.give_back(account)
        return user

    @staticmethod
    def _account_tried(*, username: str = "", email: str = "", **others: Any) -> str:
        """One account is one, by whichever name; a name that is nobody's is counted alike."""
        user = get_user_by_username(username) if username else None
        user = user or (
            next(iter(filter_users_by_email(email, prefer_verified=True)), None) if email else None
        )
        return account_digest(user or username or email)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        super()._delete_login_attempts_cached_email(request, **credentials)
        LoginTries.objects.filter(name=self._account_tried(**credentials)).delete()

    def is_reauthentication_required(self, *, app: str, **others: Any) -> bool:
        """Whether this app's changes ask again who one is.

        allauth goes on to let through whoever has nothing to be asked for; such a member is stopped right here.
        """
        required = super().is_reauthentication_required(app=app, **others)
        if required and lacks_own_means(self.request.user) and not has_confirmed(self.request):
            raise ReauthenticationRequired
        return required

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        methods = super().get_reauthentication_methods(user)
        if not methods and isinstance(user, User) and user.verified_email():
            url = reverse("accounts:reauthenticate-by-code")
            return [{"id": "reauthenticate_by_code", "description": _("Use a code by e-mail"), "url": url}]
        return methods

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """The plain text of the templates, and the same as simple HTML."""
        site = SimpleNamespace(name=settings.SITE_NAME, domain=urlsplit(settings.SITE_URL).netloc)
        context = {**context, "current_site": site}
        message = super().render_mail(template_prefix, email, context, headers)
        if isinstance(message, EmailMultiAlternatives) and not message.alternatives:
            html = render_to_string(
                "emails/message.html", {"text": message.body, "site_name": settings.SITE_NAME}
            )
            message.attach_alternative(html, "text/html")
        return message


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps and recovery codes encrypted."""

    def encrypt(self, text: str) -> str:
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.decrypt(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:  # noqa: A002  allauth's name
        """What a new key is called until its member names it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Key %(number)d") % {"number": number}

    def _get_site_name(self) -> str:
        return settings.SITE_NAME
