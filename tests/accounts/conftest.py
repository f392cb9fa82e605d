"""Members who can log in."""

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User

PASSWORD = "nine-mile-walk-42"


@pytest.fixture
def member(db: None) -> User:
    return make_member_who_can_log_in("ada")


def make_member_who_can_log_in(username: str, **fields: object) -> User:
    """A member with a password and a verified address, username@example.org."""
    member = User.objects.create_user(username, f"{username}@example.org", PASSWORD, **fields)
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
    return member
