import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from limits.models import SPEND, Spending


@pytest.mark.django_db
def test_spend_refuses_one_too_many_until_the_window_ends() -> None:
    def spend(now: float) -> float | None:
        return Spending.objects.spend("vote member 1", most=2, seconds=60, now=now)

    assert [spend(100), spend(110), spend(120), spend(159)] == [None, None, 40.0, 1.0]
    assert [spend(160), spend(161), spend(162)] == [None, None, 58.0]


@pytest.mark.django_db
def test_keys_are_counted_apart() -> None:
    for key in ("vote member 1", "vote member 2", "rating member 1"):
        assert Spending.objects.spend(key, most=1, seconds=60, now=0) is None
    assert sorted(Spending.objects.values_list("count", flat=True)) == [1, 1, 1]


@pytest.mark.django_db
def test_what_is_rolled_back_has_cost_nothing() -> None:
    with transaction.atomic():
        Spending.objects.spend("vote member 1", most=1, seconds=60, now=0)
        transaction.set_rollback(True)
    assert Spending.objects.spend("vote member 1", most=1, seconds=60, now=1) is None


@pytest.mark.django_db
def test_clear_limits_forgets_what_is_over() -> None:
    Spending.objects.spend("old", most=1, seconds=60, now=0)
    Spending.objects.spend("new", most=1, seconds=60, now=10**11)
    call_command("clear_limits", verbosity=0)
    assert list(Spending.objects.values_list("key", flat=True)) == ["new"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_exactly_what_is_allowed_on_postgresql() -> None:
    def spend(_: int) -> bool:
        try:
            return Spending.objects.spend("vote member 1", most=20, seconds=60, now=0) is None
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        assert Counter(pool.map(spend, range(50))) == {True: 20, False: 30}
    assert Spending.objects.get().count == 20


@pytest.mark.sqlite
def test_fifty_at_once_get_exactly_what_is_allowed_on_sqlite(tmp_path: Path) -> None:
    file = tmp_path / "limits.sqlite3"
    statement = SPEND
    for name in ("key", "most", "now", "ends_at"):
        statement = statement.replace(f"%({name})s", f":{name}")
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE limits_spending (key TEXT PRIMARY KEY, count INTEGER, ends_at REAL)")
    database.close()

    def spend(_: int) -> bool:
        database = sqlite3.connect(file, timeout=20, isolation_level="IMMEDIATE")
        with database:
            values = {"key": "vote member 1", "most": 20, "now": 0, "ends_at": 60}
            counted = database.execute(statement, values).fetchone()
        database.close()
        return counted is not None

    with ThreadPoolExecutor(16) as pool:
        assert Counter(pool.map(spend, range(50))) == {True: 20, False: 30}
