from accounts.models.held_username import HeldUsername
from accounts.models.login_tries import LoginTries
from accounts.models.notification import Notification, NotificationChoice, NotificationKind
from accounts.models.outgoing_email import OutgoingEmail
from accounts.models.user import User
from accounts.models.username_redirect import UsernameRedirect

__all__ = [
    "HeldUsername",
    "LoginTries",
    "Notification",
    "NotificationChoice",
    "NotificationKind",
    "OutgoingEmail",
    "User",
    "UsernameRedirect",
]
