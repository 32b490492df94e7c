"""What customers said, per tenant: encrypted at rest, masked before it is stored, deleted in time.

Each turn is one AES-GCM blob under the tenant's key, which lies in the secret store, not in the
tenant's folder: a stolen folder tells nothing. SQLite overwrites deleted rows (`secure_delete`).
"""

from __future__ import annotations

import base64
import json
import secrets as random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from appliance.core.ports import SecretStore

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


@dataclass(frozen=True)
class Turn:
    """One question with its answer, as stored: personal details already masked."""

    at: datetime
    question: str
    answer: dict[str, Any]
    answered: bool


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
        self._secrets = secrets
        self._key_name = key_name
        self._now = now
        self._lock = threading.Lock()
        self._cipher: AESGCM | None = None
        self._outcomes: dict[tuple[str, int], Outcome] = {}

    def add(self, session: str, question: str, answer: dict[str, Any], state: dict[str, Any]) -> None:
        """Store a turn and the state that the next question of this session builds on."""
        at = self._now().isoformat()
        with self._open() as db:
            row = db.execute("SELECT turns FROM sessions WHERE id = ?", (session,)).fetchone()
            number = row[0] if row else 0
            db.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, 1, ?) ON CONFLICT (id) DO UPDATE SET"
                " updated = excluded.updated, turns = turns + 1, state = excluded.state",
                (session, at, at, self._seal(session, state)),
            )
            body = self._seal(f"{session}/{number}", {"question": question, "answer": answer})
            db.execute(
                "INSERT INTO turns VALUES (?, ?, ?, ?, ?)",
                (session, number, at, bool(answer.get("answered", True)), body),
            )

    def erase(self, session: str) -> bool:
        """Delete a conversation for good; False when there was none."""
        with self._open() as db:
            return db.execute("DELETE FROM sessions WHERE id = ?", (session,)).rowcount > 0

    def outcomes(self, since: datetime) -> list[Outcome]:
        """Return how the questions since then ended, oldest first. A turn is opened once and remembered."""
        with self._open() as db:
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

    def prune(self, days: int) -> int:
        """Delete conversations untouched for `days` (0 keeps all); return how many went."""
        if not days:
            return 0
        before = (self._now() - timedelta(days=days)).isoformat()
        with self._open() as db:
            return db.execute("DELETE FROM sessions WHERE updated < ?", (before,)).rowcount

    def sessions(self, offset: int = 0, limit: int = 50) -> list[tuple[str, datetime, int]]:
        """Return (id, last touched, turns), newest first."""
        with self._open() as db:
            rows = db.execute(
                "SELECT id, updated, turns FROM sessions ORDER BY updated DESC LIMIT ? OFFSET ?",
                (limit, offset),
            ).fetchall()
        return [(row[0], datetime.fromisoformat(row[1]), row[2]) for row in rows]

    def state(self, session: str) -> dict[str, Any]:
        """Return the state of a conversation; empty for one that is unknown or can no longer be read."""
        with self._open() as db:
            row = db.execute("SELECT state FROM sessions WHERE id = ?", (session,)).fetchone()
        return self._unseal(session, row[0]) if row else {}

    def transcript(self, session: str) -> list[Turn]:
        """Return the turns of a conversation in order."""
        with self._open() as db:
            rows = db.execute(
                "SELECT number, at, answered, body FROM turns WHERE session = ? ORDER BY number", (session,)
            ).fetchall()
        turns = []
        for number, at, answered, blob in rows:
            body = self._unseal(f"{session}/{number}", blob)
            turns.append(
                Turn(
                    datetime.fromisoformat(at),
                    body.get("question", ""),
                    body.get("answer", {}),
                    bool(answered),
                )
            )
        return turns

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
        nonce = random.token_bytes(12)
        plain = json.dumps(value, ensure_ascii=False).encode()
        return nonce + self._key().encrypt(nonce, plain, context.encode())

    def _unseal(self, context: str, blob: bytes) -> dict[str, Any]:
        from cryptography.exceptions import InvalidTag

        try:
            plain = self._key().decrypt(blob[:12], blob[12:], context.encode())
        except InvalidTag:
            return {}
        value: dict[str, Any] = json.loads(plain)
        return value

    def _key(self) -> AESGCM:
        if self._cipher is None:
            with self._lock:
                stored = self._secrets.get(self._key_name)
                if stored is None:
                    stored = base64.b64encode(AESGCM.generate_key(bit_length=256)).decode()
                    self._secrets.set(self._key_name, stored)
                self._cipher = AESGCM(base64.b64decode(stored))
        return self._cipher

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection in one transaction, closed afterwards."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._path, timeout=10)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA secure_delete = ON")
            with db:
                db.executescript(_SCHEMA) if not _has_schema(db) else None
                yield db
        finally:
            db.close()


def _has_schema(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'turns'").fetchone() is not None
