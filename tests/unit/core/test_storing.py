"""What is deleted is gone from the disk: from the database's pages and from the log beside it."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from pathlib import Path

import pytest

from appliance.core.errors import StoreFailed
from appliance.core.storing import leave_no_trace

KEYS = [f"ab-{number:05d}" for number in range(300)]
UNLUCKY = (17, 25, 76)
"""Seeds at which SQLite 3.40 leaves a deleted key in the gap of a page, `secure_delete` or not."""


def churned(path: Path, seed: int) -> tuple[sqlite3.Connection, list[str]]:
    """Return a database out of which most keys were deleted, and those keys."""
    chance = random.Random(seed)
    database = sqlite3.connect(path, isolation_level=None, timeout=0.1)
    for pragma in ("journal_mode = WAL", "secure_delete = ON"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, key TEXT UNIQUE, body TEXT)")
    keys = chance.sample(KEYS, len(KEYS))
    database.execute("BEGIN")
    for key in keys:
        database.execute("INSERT INTO rows (key, body) VALUES (?, ?)", (key, key * chance.randint(1, 60)))
    database.execute("COMMIT")
    gone = chance.sample(keys, 290)
    for key in gone:
        database.execute("DELETE FROM rows WHERE key = ?", (key,))
    return database, gone


def left(path: Path, keys: list[str]) -> list[str]:
    held = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    return [key for key in keys if key.encode() in held]


@pytest.mark.parametrize("seed", UNLUCKY)
def test_no_byte_of_what_was_deleted_is_left(tmp_path: Path, seed: int) -> None:
    database, gone = churned(tmp_path / "rows.sqlite3", seed)
    leave_no_trace(database)
    kept = database.execute("SELECT count(*) FROM rows").fetchone()[0]
    database.close()
    assert left(tmp_path / "rows.sqlite3", gone) == []
    assert kept == len(KEYS) - len(gone)


def test_a_reader_who_stays_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.sqlite3"
    database, _ = churned(path, 1)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM rows").fetchone()
        with pytest.raises(StoreFailed, match="traces are left"):
            leave_no_trace(database)
    leave_no_trace(database)
    database.close()
