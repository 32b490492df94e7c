"""The shop's SQLite file: one writer, any number of readers, each reading one consistent state."""

# ruff: noqa: S608 (only names of our own tables and columns are put into SQL; values are bound)

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from appliance.core.errors import StoreFailed
from appliance.core.storing import leave_no_trace, storing
from appliance.knowledge import schema

CLOSING_SECONDS = 30.0
"""How long closing waits for readers. SQLite crashes the process when a connection is closed under one."""


class Store:
    """Connections to one `shop.db`. Safe to use from several threads.

    Raises `StoreFailed` where SQLite cannot read or write; the transaction is then rolled back.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.RLock()
        self._idle = threading.Condition()
        self._readers, self._closed = 0, False
        with storing("The shop's database could not be opened"):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = self._open()
            schema.migrate(self._writer)

    def close(self) -> None:
        """Close every connection once whoever reads is done; the store cannot be used afterwards."""
        with self._idle:
            self._closed = True
            if not self._idle.wait_for(lambda: not self._readers, CLOSING_SECONDS):
                return  # somebody still reads: their connections go when they do
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's reader inside one read transaction: every query sees the same catalogue."""
        with storing("The shop's database could not be read"), self._reader() as db:
            if db.in_transaction:  # a caller further up already reads
                yield db
                return
            db.execute("BEGIN")
            try:
                yield db
            finally:
                db.execute("ROLLBACK")

    @contextmanager
    def _reader(self) -> Iterator[sqlite3.Connection]:
        """Count one more reader, whom closing waits for, while the block runs."""
        with self._idle:
            if self._closed and not self._is_reading():
                raise StoreFailed("The shop has just been closed.", resolution="Try again.")
            self._readers += 1
        try:
            db: sqlite3.Connection | None = getattr(self._local, "reader", None)
            if db is None:
                db = self._local.reader = self._open()
            yield db
        finally:
            with self._idle:
                self._readers -= 1
                self._idle.notify_all()

    def _is_reading(self) -> bool:
        """Whether this thread already reads: its inner reads go on while closing waits for it."""
        db: sqlite3.Connection | None = getattr(self._local, "reader", None)
        return db is not None and self._readers > 0 and db.in_transaction

    @contextmanager
    def writing(self, failure: str) -> Iterator[sqlite3.Connection]:
        """Give the writer inside one transaction: committed at the end, rolled back on any exception."""
        with self._lock, storing(failure):
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    def scrub(self) -> None:
        """Leave no deleted words behind: merge the full-text segments and empty the log file."""
        with self.writing("The change could not be saved") as db:
            for table in ("product_words", "product_grams", "passage_words", "passage_grams"):
                db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        with self._lock, storing("The shop's database could not be cleaned"):
            leave_no_trace(self._writer)

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=30)
        for pragma in (
            "journal_mode = WAL",
            "synchronous = NORMAL",
            "secure_delete = ON",
            "cache_size = -8000",
        ):
            connection.execute(f"PRAGMA {pragma}")
        self._opened.append(connection)  # atomic; the writer's lock would keep new readers out of an import
        return connection
