from django.http import HttpRequest

from accounts.models import User


class MemberRequest(HttpRequest):
    """A request that `login_required` let through: its user is a member."""

    user: User
