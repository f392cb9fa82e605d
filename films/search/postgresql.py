"""Search on PostgreSQL: a GIN index over each entry's tokens, and a look at the most popular entries before it.

GIN knows no order: for "m" it would fetch and sort a tenth of the catalogue. What so many entries match is
found among the HEAD most popular ones; only if they do not fill the list is the index asked.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

from .expression import And, Expression, Term
from .folding import ANCHOR

HEAD = 1000


def select(table: str, columns: str, tier: int, wanted: Expression, limit: int) -> tuple[str, list[object]]:
    """The best `limit` entries of a tier. OFFSET 0 keeps the planner from walking the whole rank instead."""
    if _is_whole_name(wanted):
        return select_rare(table, columns, tier, wanted, limit)
    sql = (
        f"(WITH head AS MATERIALIZED (SELECT rank FROM "  # noqa: S608 # nosec B608
        f"(SELECT rank, lexemes FROM {table} ORDER BY rank LIMIT {HEAD}) popular "
        f"WHERE lexemes @@ %s::tsquery ORDER BY rank LIMIT %s), "
        f"tail AS (SELECT rank FROM (SELECT rank FROM {table} WHERE lexemes @@ %s::tsquery "
        f"AND (SELECT count(*) FROM head) < %s OFFSET 0) others ORDER BY rank LIMIT %s) "
        f"SELECT {tier} AS tier, {columns} FROM (SELECT rank AS place FROM head UNION SELECT rank FROM tail) found "
        f"JOIN {table} ON {table}.rank = place ORDER BY {table}.rank LIMIT %s)"
    )
    query = write(wanted)
    return sql, [query, limit, query, limit, limit, limit]


def select_rare(
    table: str, columns: str, tier: int, wanted: Expression, limit: int
) -> tuple[str, list[object]]:
    """As select, for what few entries match: the index alone is asked."""
    sql = (
        f"(SELECT {tier} AS tier, {columns} FROM (SELECT * FROM {table} "  # noqa: S608 # nosec B608
        f"WHERE lexemes @@ %s::tsquery OFFSET 0) found ORDER BY rank LIMIT %s)"
    )
    return sql, [write(wanted), limit]


def join(selects: Sequence[tuple[str, list[object]]]) -> tuple[str, list[object]]:
    return " UNION ALL ".join(sql for sql, _ in selects), [p for _, params in selects for p in params]


def _is_whole_name(wanted: Expression) -> bool:
    """Few entries share a whole name, so that there is no need to look among the popular ones first."""
    if isinstance(wanted, Term):
        return wanted.token.startswith(ANCHOR) and not wanted.is_prefix
    return (any if isinstance(wanted, And) else all)(_is_whole_name(member) for member in wanted.members)


def write(wanted: Expression) -> str:
    """In tsquery's language; every token in quotes, so that none is read as an operator."""
    if isinstance(wanted, Term):
        token = wanted.token.replace("\\", "\\\\").replace("'", "''")
        return f"'{token}'" + (":*" if wanted.is_prefix else "")
    sign = " & " if isinstance(wanted, And) else " | "
    return "(" + sign.join(write(member) for member in wanted.members) + ")"


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Gives up on a query that takes longer; what was found until then is lost, no error is raised."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout')")
            usual = cursor.fetchone()[0]
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(int(seconds * 1000))])
            yield
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [usual])
    except OperationalError as error:
        if "statement timeout" not in str(error):
            raise
