import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import User

pytestmark = pytest.mark.django_db


def create(username: str, email: str, monkeypatch: pytest.MonkeyPatch) -> User:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a-long-enough-secret")
    call_command("createsuperuser", username=username, email=email, interactive=False, verbosity=0)
    return User.objects.get(username=username)


def test_superuser_may_enter_the_admin_and_has_a_confirmed_address(monkeypatch: pytest.MonkeyPatch) -> None:
    user = create("curator", "curator@example.org", monkeypatch)
    assert (user.is_staff, user.is_superuser) == (True, True)
    assert user.check_password("a-long-enough-secret")
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.primary, address.verified) == ("curator@example.org", True, True)


def test_second_superuser_leaves_the_first_as_is(monkeypatch: pytest.MonkeyPatch) -> None:
    first = create("curator", "curator@example.org", monkeypatch)
    EmailAddress.objects.filter(user=first).update(verified=False)
    create("deputy", "deputy@example.org", monkeypatch)
    assert list(EmailAddress.objects.order_by("pk").values_list("email", "verified")) == [
        ("curator@example.org", False),
        ("deputy@example.org", True),
    ]


def test_taken_username_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    create("curator", "curator@example.org", monkeypatch)
    with pytest.raises(CommandError, match="taken"):
        create("curator", "other@example.org", monkeypatch)
