"""Sessions in the database, which end when they lie idle, and a month after the log-in in any case."""

import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.http import HttpRequest

BEGAN_AT = "began_at"
USE_NOTED_EVERY = timedelta(hours=1)


class SessionStore(db.SessionStore):
    """Django's row says until when it is good: SESSION_COOKIE_AGE from when it was last written."""

    good_until: datetime | None = None

    def load(self) -> dict[str, Any]:
        data = super().load()
        if time.time() - data.get(BEGAN_AT, time.time()) < settings.SESSION_LONGEST_AGE:
            return data
        self.delete(self.session_key)
        self._session_key = None
        return {}

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]  # which the stubs leave out
        self.good_until = row.expire_date if row else None
        return row

    def note_use(self) -> bool:
        """Put the idle end off, at most once an hour; True if it was.

        Only the date is written: what another request has just put into the session stays, and a session
        that has been ended meanwhile does not come back.
        """
        until = self.get_expiry_date()
        if self.good_until is None or until - self.good_until < USE_NOTED_EVERY:
            return False
        return bool(self.model.objects.filter(pk=self.session_key).update(expire_date=until))


def note_beginning(request: HttpRequest) -> None:
    """Called at each log-in; one's own beginning is not moved by anything else."""
    request.session[BEGAN_AT] = int(time.time())
