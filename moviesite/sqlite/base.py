"""SQLite whose writers all have the same chance of being next.

SQLite's own waiting looks again ever more rarely, up to ten times a second: under load whoever has waited longest
is the one that looks least, and a writer in a hundred waits for seconds while newcomers pass by. Here every waiting
transaction looks again as often as every other.
"""

import sqlite3
from random import uniform
from time import monotonic, sleep

from django.db import OperationalError
from django.db.backends.sqlite3 import base

LOOKS_AGAIN_AFTER = (0.001, 0.003)  # seconds


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self) -> None:
        """Begin as soon as nobody else writes; OperationalError after the `timeout` of the database's OPTIONS."""
        seconds = self.settings_dict["OPTIONS"].get("timeout", 5)
        patience_ends = monotonic() + seconds
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
                except OperationalError as error:
                    if not is_busy(error) or monotonic() > patience_ends:
                        raise
                    sleep(uniform(*LOOKS_AGAIN_AFTER))  # noqa: S311
                else:
                    return
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def is_busy(error: OperationalError) -> bool:
    code = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY
