"""Search on SQLite: an FTS5 index whose row number is the popularity rank, so that the best come first unsorted."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection

from .expression import And, Expression, Term

_INSTRUCTIONS_BETWEEN_LOOKS = 10_000


def select(table: str, columns: str, tier: int, wanted: Expression, limit: int) -> tuple[str, list[object]]:
    """The best `limit` entries of a tier. CROSS JOIN keeps SQLite from looking up the entries first."""
    sql = (
        f"SELECT * FROM (SELECT {tier} AS tier, {columns} FROM "  # noqa: S608 # nosec B608
        f"(SELECT rowid AS place FROM {table}_fts WHERE {table}_fts MATCH %s ORDER BY rowid LIMIT %s) "
        f"CROSS JOIN {table} ON {table}.rank = place)"
    )
    return sql, [write(wanted), limit]


select_rare = select


def join(selects: Sequence[tuple[str, list[object]]]) -> tuple[str, list[object]]:
    return " UNION ALL ".join(sql for sql, _ in selects), [p for _, params in selects for p in params]


def write(wanted: Expression) -> str:
    """In FTS5's query language; every token in quotes, so that none is read as an operator."""
    if isinstance(wanted, Term):
        return '"' + wanted.token.replace('"', '""') + '"' + ("*" if wanted.is_prefix else "")
    sign = " AND " if isinstance(wanted, And) else " OR "
    return "(" + sign.join(write(member) for member in wanted.members) + ")"


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Gives up on a query that takes longer; what was found until then is lost, no error is raised."""
    connection.ensure_connection()
    until = time.monotonic() + seconds
    connection.connection.set_progress_handler(lambda: time.monotonic() > until, _INSTRUCTIONS_BETWEEN_LOOKS)
    try:
        yield
    except OperationalError as error:
        if "interrupted" not in str(error):
            raise
    finally:
        connection.connection.set_progress_handler(None, 0)
