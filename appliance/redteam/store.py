"""What became of each message of an exam, in the shop's folder: an interrupted one goes on from there."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from appliance.core.exam import ExamCase, ExamCases, ExamResult, Setting

KEPT = 5
"""Finished exams that are remembered; the messages of the last one only."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS results (
    number INTEGER PRIMARY KEY, exam TEXT NOT NULL UNIQUE, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS cases (
    exam TEXT NOT NULL, setting TEXT NOT NULL, number INTEGER NOT NULL, failed INTEGER NOT NULL,
    record TEXT NOT NULL, PRIMARY KEY (exam, setting, number));
"""


class Store:
    """`exam.db` of one shop; made when the first exam begins."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._database: sqlite3.Connection | None = None

    def close(self) -> None:
        with self._lock:
            if self._database is not None:
                self._database.close()
            self._database = None

    def add(self, exam: str, case: ExamCase) -> None:
        """Keep what became of one message."""
        row = (exam, case.setting.value, case.number, case.failed, case.model_dump_json())
        with self._open() as database:
            database.execute("INSERT OR REPLACE INTO cases VALUES (?, ?, ?, ?, ?)", row)

    def asked(self, exam: str) -> list[ExamCase]:
        """Return all messages of an exam so far, in order."""
        query = "SELECT record FROM cases WHERE exam = ? ORDER BY number, setting"
        return [ExamCase.model_validate_json(row[0]) for row in self._rows(query, exam)]

    def finish(self, result: ExamResult) -> None:
        """Keep the result, and of the exams before it only the latest results."""
        with self._open() as database:
            row = (result.id, result.model_dump_json())
            database.execute("INSERT OR REPLACE INTO results (exam, record) VALUES (?, ?)", row)
            database.execute("DELETE FROM cases WHERE exam != ?", (result.id,))
            database.execute(
                "DELETE FROM results WHERE number <= (SELECT max(number) FROM results) - ?", (KEPT,)
            )

    def latest(self, *, quick: bool) -> ExamResult | None:
        """Return the last finished exam, of those with all messages unless `quick` ones count too."""
        rows = self._rows("SELECT record FROM results ORDER BY number DESC")
        results = (ExamResult.model_validate_json(row[0]) for row in rows)
        return next((result for result in results if quick or not result.quick), None)

    def cases(
        self, exam: str, setting: Setting | None, failed: bool | None, offset: int, limit: int
    ) -> ExamCases:
        """Return a page of an exam's messages."""
        where, values = "exam = ?", [exam]
        if setting is not None:
            where, values = f"{where} AND setting = ?", [*values, setting.value]
        if failed is not None:
            where += f" AND failed = {int(failed)}"
        ((total,),) = self._rows(f"SELECT count(*) FROM cases WHERE {where}", *values) or ((0,),)  # noqa: S608
        page = self._rows(
            f"SELECT record FROM cases WHERE {where} ORDER BY number, setting LIMIT ? OFFSET ?",  # noqa: S608
            *values,
            limit,
            offset,
        )
        return ExamCases(total=int(total), cases=tuple(ExamCase.model_validate_json(row[0]) for row in page))

    def _rows(self, query: str, *values: object) -> list[tuple[str, ...]]:
        """Return rows; none of a shop that never sat an exam, whose folder is left as it is."""
        if not self._path.exists():
            return []
        with self._open() as database:
            return database.execute(query, values).fetchall()

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            if self._database is None:
                self._database = self._connected()
            with self._database as database:
                yield database

    def _connected(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=10, check_same_thread=False)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(
            "PRAGMA synchronous = NORMAL"
        )  # a message asked twice after a power cut costs nothing
        database.execute("PRAGMA secure_delete = ON")
        database.executescript(_SCHEMA)
        self._path.chmod(0o600)
        return database
