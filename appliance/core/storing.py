"""What a disk or a database throws, as a failure that a person understands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from appliance.core.errors import StoreFailed

_FULL = ("disk is full", "No space left", "File too large", "disk I/O error", "readonly", "Read-only")

FULL = "the disk is full or cannot be written"
"""Said of most failures; the window knows it in every language."""


def empty_log(database: sqlite3.Connection) -> None:
    """Leave nothing of what was deleted in the write-ahead log beside a database (its own pages are
    `secure_delete`'s). Waits for readers as long as the connection does; raises `StoreFailed` after that.
    """
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
