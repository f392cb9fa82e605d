from allauth.account.decorators import reauthentication_required
from allauth.account.views import logout
from allauth.usersessions.views import list_usersessions
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Whoever sits down at an open browser does not throw its owner out everywhere else.
index = reauthentication_required(list_usersessions, allow_get=True)


def log_out(request: HttpRequest) -> HttpResponseBase:
    """The browser forgets the member too: pages to go back to, unsent drafts, titles recently viewed."""
    response: HttpResponseBase = logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response
