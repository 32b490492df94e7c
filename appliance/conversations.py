"""What customers said, per tenant: encrypted at rest, masked before it is stored, deleted in time.

Each turn is one AES-GCM blob under the tenant's key, which lies in the secret store, not in the
tenant's folder: a stolen folder tells nothing. Deleting leaves no byte (`core.storing.leave_no_trace`).
What lies beside the blobs is no text: times, counts, whether it was answered, what it was about, thumbs.
`conversation_reading` is how the owner reads them.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from appliance.core.cipher import Cipher
from appliance.core.ports import SecretStore
from appliance.core.storing import leave_no_trace, storing
from appliance.core.talk_records import Thumb

VERSION = 1
HANDOFF = "handoff"
"""The intent of a question that asks for a person."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, started TEXT NOT NULL, updated TEXT NOT NULL, turns INTEGER NOT NULL,
    state BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS turns (
    session TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE, number INTEGER NOT NULL,
    at TEXT NOT NULL, answered INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (session, number)
);
CREATE INDEX IF NOT EXISTS sessions_updated ON sessions(updated);
"""
_TO_VERSION_1 = """
ALTER TABLE sessions ADD COLUMN handoff TEXT NOT NULL DEFAULT 'none';
ALTER TABLE sessions ADD COLUMN wanted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE turns ADD COLUMN intent TEXT NOT NULL DEFAULT '';
ALTER TABLE turns ADD COLUMN thumb TEXT NOT NULL DEFAULT 'none';
ALTER TABLE turns ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
CREATE INDEX turns_open ON turns(answered, settled, at);
"""


@dataclass(frozen=True)
class Outcome:
    """How one question ended, without a word of it. `milliseconds` is None where it was not measured."""

    session: str
    at: datetime
    answered: bool
    intent: str
    milliseconds: float | None


class Conversations:
    """The conversations of one tenant in `path`; the key is made on first use."""

    def __init__(
        self,
        path: Path,
        secrets: SecretStore,
        key_name: str,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._path = path
        self._cipher = Cipher(secrets, key_name)
        self._now = now
        self._lock = threading.RLock()
        self._watchers: set[Callable[[], None]] = set()
        self._outcomes: dict[tuple[str, int], Outcome] = {}

    def prepare(self) -> None:
        """Make the tenant's key if there is none yet."""
        self._cipher.prepare()

    def add(self, session: str, question: str, answer: dict[str, Any], state: dict[str, Any]) -> int:
        """Store a turn and the state that the next question of this session builds on; return its number.

        Who asks for a person is marked until somebody has dealt with it.
        """
        at, intent = self._now().isoformat(), str(answer.get("intent", ""))
        with self.open() as db:
            row = db.execute("SELECT turns FROM sessions WHERE id = ?", (session,)).fetchone()
            number = int(row[0]) if row else 0
            db.execute(
                "INSERT INTO sessions (id, started, updated, turns, state) VALUES (?, ?, ?, 1, ?)"
                " ON CONFLICT (id) DO UPDATE SET"
                " updated = excluded.updated, turns = turns + 1, state = excluded.state",
                (session, at, at, self._seal(session, state)),
            )
            body = self._seal(f"{session}/{number}", {"question": question, "answer": answer})
            db.execute(
                "INSERT INTO turns (session, number, at, answered, body, intent) VALUES (?, ?, ?, ?, ?, ?)",
                (session, number, at, bool(answer.get("answered", True)), body, intent),
            )
            if intent == HANDOFF:
                db.execute(
                    "UPDATE sessions SET handoff = 'wanted', wanted = (SELECT max(wanted) + 1 FROM sessions)"
                    " WHERE id = ?",
                    (session,),
                )
        if intent == HANDOFF:
            self._tell()
        return number

    def thumb(self, session: str, number: int, thumb: Thumb) -> bool:
        """Keep a customer's thumb for a turn; False when there is no such turn."""
        with self.open() as db:
            return (
                db.execute(
                    "UPDATE turns SET thumb = ? WHERE session = ? AND number = ?",
                    (thumb.value, session, number),
                ).rowcount
                > 0
            )

    def settle(self, turns: Iterable[tuple[str, int]], *, settled: bool = True) -> None:
        """Note that these turns need no answer any more, or that they do."""
        with self.open() as db:
            db.executemany(
                "UPDATE turns SET settled = ? WHERE session = ? AND number = ?",
                [(settled, session, number) for session, number in turns],
            )

    def deal_with(self, session: str, *, done: bool = True) -> bool:
        """Note that somebody has dealt with a customer who asked for a person, or not yet after all; False
        when this conversation never asked."""
        with self.open() as db:
            changed = db.execute(
                "UPDATE sessions SET handoff = ? WHERE id = ? AND handoff != 'none'",
                ("done" if done else "wanted", session),
            ).rowcount
        self._tell()
        return changed > 0

    @contextmanager
    def watched(self, tell: Callable[[], None]) -> Iterator[None]:
        """Call `tell` whenever somebody asks for a person, or was dealt with, while the block runs."""
        self._watchers.add(tell)
        try:
            yield
        finally:
            self._watchers.discard(tell)

    def erase(self, session: str) -> bool:
        """Delete a conversation for good; False when there was none."""
        with self._erasing() as db:
            return db.execute("DELETE FROM sessions WHERE id = ?", (session,)).rowcount > 0

    def outcomes(self, since: datetime) -> list[Outcome]:
        """Return how the questions since then ended, oldest first. A turn is opened once and remembered."""
        with self.open() as db:
            rows = db.execute(
                "SELECT session, number, at, answered FROM turns WHERE at >= ? ORDER BY at",
                (since.astimezone(UTC).isoformat(),),
            ).fetchall()
            wanted = {(row[0], row[1]): row for row in rows}
            known = {key: self._outcomes[key] for key in wanted if key in self._outcomes}
            for key in wanted.keys() - known.keys():
                known[key] = self._outcome(db, *wanted[key])
        self._outcomes = known
        return [known[key] for key in wanted]

    def erase_all(self) -> list[str]:
        """Delete every conversation for good; return the sessions that went."""
        with self._erasing() as db:
            gone = [row[0] for row in db.execute("SELECT id FROM sessions").fetchall()]
            db.execute("DELETE FROM sessions")
        return gone

    def prune(self, days: int) -> int:
        """Delete conversations untouched for `days` (0 keeps all); return how many went."""
        if not days:
            return 0
        before = (self._now() - timedelta(days=days)).isoformat()
        with self.open() as db:
            if not db.execute("SELECT 1 FROM sessions WHERE updated < ?", (before,)).fetchone():
                return 0  # to erase writes the whole file anew
        with self._erasing() as db:
            return db.execute("DELETE FROM sessions WHERE updated < ?", (before,)).rowcount

    def state(self, session: str) -> dict[str, Any]:
        """Return the state of a conversation; empty for one that is unknown or can no longer be read."""
        with self.open() as db:
            row = db.execute("SELECT state FROM sessions WHERE id = ?", (session,)).fetchone()
        return self._unseal(session, row[0]) if row else {}

    def body(self, session: str, number: int, blob: bytes) -> dict[str, Any]:
        """Return what a turn's blob holds, {question, answer}; empty when it can no longer be read."""
        return self._unseal(f"{session}/{number}", blob)

    def _outcome(self, db: sqlite3.Connection, session: str, number: int, at: str, answered: int) -> Outcome:
        place = "SELECT body FROM turns WHERE session = ? AND number = ?"
        (blob,) = db.execute(place, (session, number)).fetchone()
        answer = self._unseal(f"{session}/{number}", blob).get("answer", {})
        total = answer.get("timings", {}).get("total")
        return Outcome(
            session,
            datetime.fromisoformat(at),
            bool(answered),
            str(answer.get("intent", "")),
            float(total) if total is not None else None,
        )

    # --- encryption --------------------------------------------------------------------------------

    def _seal(self, context: str, value: dict[str, Any]) -> bytes:
        return self._cipher.seal(context, json.dumps(value, ensure_ascii=False).encode())

    def _unseal(self, context: str, blob: bytes) -> dict[str, Any]:
        plain = self._cipher.open(context, blob)
        value: dict[str, Any] = {} if plain is None else json.loads(plain)
        return value

    # --- the file ----------------------------------------------------------------------------------

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection in one transaction, closed afterwards. Raises `StoreFailed`."""
        with storing("Conversations could not be kept or read"):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self._path, timeout=10)
            try:
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA foreign_keys = ON")
                db.execute("PRAGMA secure_delete = ON")
                self._bring_up_to_date(db)
                with db:
                    yield db
            finally:
                db.close()

    @contextmanager
    def _erasing(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection in one transaction, after which nothing of what it deleted is left on disk."""
        with self.open() as db:
            yield db
        with self.open() as db:
            leave_no_trace(db)

    def _bring_up_to_date(self, db: sqlite3.Connection) -> None:
        """Make the tables, or give those of an older version what they lack."""
        if _version(db) == VERSION:
            return
        with self._lock, db:
            db.execute("BEGIN IMMEDIATE")
            if _version(db) == VERSION:  # another thread was faster
                return
            for statement in f"{_SCHEMA}{_TO_VERSION_1}".split(";"):
                db.execute(statement)
            rows = db.execute("SELECT session, number, body FROM turns").fetchall()
            for session, number, blob in rows:
                intent = self._unseal(f"{session}/{number}", blob).get("answer", {}).get("intent", "")
                db.execute(
                    "UPDATE turns SET intent = ? WHERE session = ? AND number = ?", (intent, session, number)
                )
            db.execute(f"PRAGMA user_version = {VERSION}")

    def _tell(self) -> None:
        for tell in tuple(self._watchers):
            tell()


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
