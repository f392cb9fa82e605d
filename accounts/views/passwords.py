from allauth.account.decorators import reauthentication_required
from allauth.account.views import password_set

# A first password opens the account for good: who found a browser open does not give it one.
set_first = reauthentication_required(password_set)
