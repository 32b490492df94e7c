"""What a disk or a database throws, as a failure that a person understands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from appliance.core.errors import StoreFailed

_FULL = ("disk is full", "No space left", "File too large", "disk I/O error", "readonly", "Read-only")

FULL = "the disk is full or cannot be written"
"""Said of most failures; the window knows it in every language."""


def leave_no_trace(database: sqlite3.Connection) -> None:
    """Leave nothing of what was deleted in a database, nor in the write-ahead log beside it.

    `secure_delete` alone does not: where SQLite moves rows from page to page to keep its trees in balance, a
    copy stays in the gap of the page that they left. `VACUUM` writes every page anew, through memory and not
    through a temporary file, which would lie outside the tenant's folder. Runs outside a transaction; waits
    for readers as long as the connection does and raises `StoreFailed` after that.
    """
    database.execute("PRAGMA temp_store = MEMORY")
    database.execute("VACUUM")
    busy, *_ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreFailed(
            "It is deleted, but traces are left on the disk while somebody is reading.",
            resolution="Delete it once more in a minute.",
        )


@contextmanager
def storing(failure: str) -> Iterator[None]:
    """Turn what a disk or a database throws into `StoreFailed` with `failure` as its sentence."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        full = any(sign in str(error) for sign in _FULL)
        reason = FULL if full else str(error)
        fix = "Free some space on the disk and try again." if full else "Restore the shop from a backup."
        raise StoreFailed(f"{failure}: {reason}.", resolution=fix, details=repr(error)) from error
