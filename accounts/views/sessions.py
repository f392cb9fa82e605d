from allauth.account.decorators import reauthentication_required
from allauth.usersessions.views import list_usersessions

# Whoever sits down at an open browser does not throw its owner out everywhere else.
index = reauthentication_required(list_usersessions, allow_get=True)
