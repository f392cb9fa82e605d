from accounts.models.user import User
from accounts.models.username_redirect import UsernameRedirect

__all__ = ["User", "UsernameRedirect"]
