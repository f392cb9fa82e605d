"""Sessions in the database that end a month after the log-in they began with, however often they are used."""

import time
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.http import HttpRequest

BEGAN_AT = "began_at"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        data = super().load()
        if time.time() - data.get(BEGAN_AT, time.time()) < settings.SESSION_LONGEST_AGE:
            return data
        self.delete(self.session_key)
        self._session_key = None
        return {}


def note_beginning(request: HttpRequest) -> None:
    """Called at each log-in; one's own beginning is not moved by anything else."""
    request.session[BEGAN_AT] = int(time.time())
