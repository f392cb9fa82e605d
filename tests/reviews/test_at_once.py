"""Members act at the same moment, in processes of their own. bench/votes.py does the same for longer."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> str:
    """The address of a database that other processes can open: the tests' own, or a copy of one in memory."""
    database = connection.settings_dict
    if connection.vendor == "postgresql":
        host, port = database["HOST"] or "localhost", database["PORT"] or "5432"
        return f"postgresql://{database['USER']}:{database['PASSWORD']}@{host}:{port}/{database['NAME']}"
    path = tmp_path / "shared.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
    copy.close()
    return f"sqlite:///{path}"


def test_nothing_is_lost_when_many_act_at_once(shared_database: str) -> None:
    size = ["--members", "6", "--processes", "3", "--deeds", "60", "--copies", "12"]
    run = subprocess.run(
        [sys.executable, str(ROOT / "bench/votes.py"), *size],
        env={**os.environ, "DATABASE_URL": shared_database},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    found = json.loads(run.stdout)
    assert found["wrong numbers"] == []
    assert set(found["outcomes"]) <= {"done", "refused"}
    assert {name: each["rows"] for name, each in found["double submits"].items()} == {
        "review": 1,
        "rating": 1,
        "vote": 1,
        "report": 1,
    }


def test_an_import_confirmed_and_written_by_several_at_once_is_written_once(
    shared_database: str,
) -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / "bench/imports.py"), "--rows", "120", "--processes", "3"],
        env={**os.environ, "DATABASE_URL": shared_database},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    found = json.loads(run.stdout)
    assert (found["confirmed"], found["ratings"], found["wrong numbers"]) == (1, 120, [])
