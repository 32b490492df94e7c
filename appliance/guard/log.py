"""The guard log of one shop: append-only, hash-chained, redacted, and what the owner said of it.

Each line's hash is sha256 over the line before it and its own canonical JSON, which holds a salted hash of
the text and not the text: a text can be erased on a customer's wish and the chain still holds. The texts
are encrypted under the shop's key, as conversations are. Removing
old lines is itself a line ("pruned"), which carries the hash the rest goes on from.

The chain shows an altered, missing or inserted line. It cannot show that whoever owns the file wrote all
of it anew; keep a copy of the last hash elsewhere for that (`head`).
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from appliance.core.cipher import Cipher
from appliance.core.errors import InvalidInput
from appliance.core.guard_records import Bucket, GuardCounts
from appliance.core.schemas import GuardEntry, GuardHour, GuardPage, Place
from appliance.core.storing import leave_no_trace, storing
from appliance.guard import chain, log_query, log_read, log_text
from appliance.guard.log_query import Filter

PIECE = 500
"""Lines that an export reads at once."""
SHOWN = 2000
"""Characters of a text that are kept, around the span."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, time TEXT NOT NULL, place TEXT, decision TEXT,
    scanner TEXT NOT NULL, session TEXT NOT NULL, body TEXT NOT NULL, previous TEXT NOT NULL,
    hash TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS entries_time ON entries (time);
CREATE INDEX IF NOT EXISTS entries_session ON entries (session) WHERE session != '';
CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, salt TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS head (one INTEGER PRIMARY KEY CHECK (one = 1), id INTEGER NOT NULL,
    hash TEXT NOT NULL, pruned INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS corrections (
    fingerprint TEXT NOT NULL, area TEXT NOT NULL, says TEXT NOT NULL, text TEXT NOT NULL, entry INTEGER,
    PRIMARY KEY (fingerprint, area));
CREATE TRIGGER IF NOT EXISTS entries_are_final BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'the guard log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS entries_stay BEFORE DELETE ON entries
    WHEN OLD.id > (SELECT pruned FROM head) BEGIN SELECT RAISE(ABORT, 'the guard log is append-only'); END;
"""


@dataclass(frozen=True, slots=True)
class Correction:
    """A text of which the owner said "fine" or "attack". `area` is where it holds: message or document."""

    fingerprint: str
    area: str
    says: str
    text: str
    entry: int | None = None


class GuardLog:
    """`guard.db` of one shop. One connection, one thread at a time. Raises `StoreFailed`."""

    def __init__(self, path: Path, cipher: Cipher | None = None) -> None:
        """`cipher` is the shop's; without one, texts are kept as they are and sealed ones are not read."""
        self._path = path
        self._cipher = cipher
        self._lock = threading.RLock()
        self._watchers: set[Callable[[], None]] = set()
        with self._failing():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._database = sqlite3.connect(path, check_same_thread=False)
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=NORMAL")
            self._database.execute("PRAGMA secure_delete=ON")  # erased texts leave the pages too
            self._database.executescript(_SCHEMA)
            log_read.prepare(self._database, self._opened)
            self._database.execute("INSERT OR IGNORE INTO head VALUES (1, 0, ?, 0)", (chain.GENESIS,))
            self._database.commit()
            path.chmod(0o600)
        self._seal_old()

    def close(self) -> None:
        with self._lock:
            self._database.close()

    @contextmanager
    def watched(self, tell: Callable[[], None]) -> Iterator[None]:
        """Call `tell` after every new line (from the writing thread) while the block runs."""
        self._watchers.add(tell)
        try:
            yield
        finally:
            self._watchers.discard(tell)

    # --- writing -------------------------------------------------------------------------------

    def append(self, entry: GuardEntry, *, fingerprint: str = "") -> int:
        """Write a line and return its id; the entry's own id is not used."""
        body = entry.model_dump(mode="json", exclude={"id", "text", "feedback"})
        with self._writing() as database:
            return self._append(database, {**body, "fingerprint": fingerprint}, entry.text)

    def feedback(self, entry_id: int, says: str) -> None:
        """Note what the owner says of a decision ("fine", "attack" or "undo") and let it count from now on.

        Raises `NotFound`, and `InvalidInput` for a line that is no decision or whose text is gone.
        """
        if says not in ("fine", "attack", "undo"):
            raise InvalidInput(f"“{says}” is no feedback.", resolution="Say fine, attack or undo.")
        with self._writing() as database:
            body, text = self._decision(database, entry_id)
            self._append(database, {"kind": "feedback", "about": entry_id, "says": says}, None)
            if says == "undo":
                database.execute("DELETE FROM corrections WHERE entry = ?", (entry_id,))
            else:
                key = (body["fingerprint"], area(Place(body["place"])))
                row = (*key, says, self._sealed(_about(*key), text), entry_id)
                database.execute("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?)", row)

    def correct(self, fingerprint: str, held_in: str, says: str, text: str = "") -> None:
        """Let the owner's word on a text count without a line that it answers; "undo" takes it back.

        `held_in` is the `area` of its place.
        """
        with self._writing() as database:
            self._append(database, {"kind": "feedback", "fingerprint": fingerprint, "says": says}, None)
            key = (fingerprint, held_in)
            if says == "undo":
                database.execute("DELETE FROM corrections WHERE fingerprint = ? AND area = ?", key)
            else:
                database.execute(
                    "INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, NULL)",
                    (*key, says, self._sealed(_about(*key), text)),
                )

    def erase(self, session: str) -> int:
        """Remove the texts of a session and return how many; the lines stay and say that they were erased."""
        return self._erase("session = ? AND session != ''", (session,))

    def erase_all(self) -> int:
        """Remove the texts of all sessions, as `erase` does."""
        return self._erase("session != ''", ())

    def _erase(self, wanted: str, values: tuple[str, ...]) -> int:
        query = f"SELECT id FROM texts WHERE id IN (SELECT id FROM entries WHERE {wanted})"  # noqa: S608
        with self._erasing() as database:
            ids = [row[0] for row in database.execute(query, values).fetchall()]
            if ids:
                database.executemany("DELETE FROM texts WHERE id = ?", [(entry,) for entry in ids])
                database.executemany(
                    "UPDATE corrections SET text = '' WHERE entry = ?", [(entry,) for entry in ids]
                )
                self._append(database, {"kind": "erased", "ids": ids}, None)
            return len(ids)

    def prune(self, now: datetime, days: int) -> int:
        """Remove lines older than `days` (0 keeps all) and return how many; an anchor carries the chain on.

        Corrections stay: what the owner released stays released. What a customer said goes from them too,
        so that they hold for the very same text alone, known by its fingerprint.
        """
        if not days:
            return 0
        limit = (now - timedelta(days=days)).isoformat()
        with self._reading() as database:
            if not database.execute("SELECT 1 FROM entries WHERE time < ?", (limit,)).fetchone():
                return 0  # to erase writes the whole file anew
        with self._erasing() as database:
            last = database.execute(
                "SELECT id, hash FROM entries"
                " WHERE id < (SELECT coalesce(min(id), ?2) FROM entries WHERE time >= ?1)"
                " ORDER BY id DESC LIMIT 1",
                (limit, 2**62),
            ).fetchone()
            if last is None:
                return 0
            anchor = {"kind": "pruned", "upto": last[0], "hash": last[1], "time": now.isoformat()}
            self._append(database, anchor, None)
            database.execute("UPDATE head SET pruned = ?", (last[0],))
            database.execute("DELETE FROM texts WHERE id <= ?", (last[0],))
            database.execute(
                "UPDATE corrections SET text = '' WHERE entry <= ? AND area != ?",
                (last[0], area(Place.DOCUMENT)),
            )
            return database.execute("DELETE FROM entries WHERE id <= ?", (last[0],)).rowcount

    # --- reading -------------------------------------------------------------------------------

    def entries(self, chosen: Filter | None = None, limit: int = 100) -> GuardPage:
        """Return a page of the lines that fit, newest first: the newest ones, those just below `before`, or
        with `after` alone those just above it."""
        with self._reading() as database:
            return log_read.page(database, chosen or Filter(), limit)

    def entry(self, entry_id: int) -> GuardEntry:
        """Return one line. Raises `NotFound`."""
        with self._reading() as database:
            return log_read.entry(database, entry_id)

    def attacks(self, since: datetime) -> list[GuardEntry]:
        """Return the messages held as attacks since then, oldest first."""
        with self._reading() as database:
            return log_read.attacks(database, since)

    def counts(
        self,
        since: datetime,
        until: datetime,
        *,
        bucket: Bucket = Bucket.HOUR,
        zone: tzinfo = UTC,
        place: Place | None = None,
    ) -> GuardCounts:
        """Return the decisions between two times by bucket, by place and by who decided against.

        Raises `InvalidInput` for more bars than a chart can show.
        """
        with self._reading() as database:
            return log_read.counts(database, since, until, bucket, zone, place)

    def hours(self, since: datetime, place: Place = Place.MESSAGE) -> tuple[GuardHour, ...]:
        """Return the decisions about texts of a place by hour, oldest first, without empty hours."""
        with self._reading() as database:
            rows = database.execute(
                "SELECT substr(time, 1, 13), sum(decision = 'allow'), sum(decision = 'review'),"
                " sum(decision = 'block') FROM entries"
                " WHERE kind = 'decision' AND place = ? AND time >= ? GROUP BY 1 ORDER BY 1",
                (place.value, since.astimezone(UTC).isoformat()),
            ).fetchall()
        return tuple(
            GuardHour(hour=datetime.fromisoformat(f"{hour}:00+00:00"), allowed=a, reviewed=r, blocked=b)
            for hour, a, r, b in rows
        )

    def corrections(self) -> tuple[Correction, ...]:
        """Return what the owner said that still counts, the latest last."""
        with self._reading() as database:
            rows = database.execute(
                "SELECT fingerprint, area, says, text, entry FROM corrections ORDER BY rowid"
            ).fetchall()
        return tuple(
            Correction(mark, held_in, says, self._opened(_about(mark, held_in), text) or "", entry)
            for mark, held_in, says, text, entry in rows
        )

    def fingerprint(self, entry_id: int) -> str:
        """Return the fingerprint of a decision's text. Raises `NotFound`, `InvalidInput`."""
        with self._reading() as database:
            return str(self._decision(database, entry_id)[0]["fingerprint"])

    def head(self) -> tuple[int, str]:
        """Return the last line's id and hash; (0, 64 zeros) for an empty log."""
        with self._reading() as database:
            row = database.execute("SELECT id, hash FROM head").fetchone()
        return int(row[0]), str(row[1])

    def verify(self) -> int | None:
        """Return the id of the first line that is missing, altered or out of place; None when all hold."""
        with self._reading() as database:
            *head, pruned = database.execute("SELECT id, hash, pruned FROM head").fetchone()
            own = database.execute("SELECT body FROM entries WHERE kind IN ('pruned', 'erased') ORDER BY id")
            told = [chain.unpack(body) for (body,) in own]
            anchors = [body for body in told if body.get("kind") == "pruned"]
            start = (anchors[-1]["upto"], anchors[-1]["hash"]) if anchors else (0, chain.GENESIS)
            if start[0] != pruned:
                return int(pruned)
            erased = {entry for body in told if body.get("kind") == "erased" for entry in body["ids"]}
            rows = database.execute(
                "SELECT entries.id, kind, time, place, decision, scanner, session, body, previous, hash,"
                " salt, opened(entries.id, text) FROM entries LEFT JOIN texts ON texts.id = entries.id"
                " ORDER BY entries.id"
            )
            return chain.first_broken(rows, start, (head[0], head[1]), erased)

    def export(self, form: str, chosen: Filter | None = None) -> Iterator[str]:
        """Yield every line that fits, oldest first, as text in "json" or "csv". Raises `InvalidInput`."""
        if form not in log_text.FORMS:
            raise InvalidInput(f"The log cannot be exported as “{form}”.", resolution="Choose csv or json.")
        return log_text.FORMS[form](self._upwards(chosen or Filter()))

    def _upwards(self, chosen: Filter) -> Iterator[GuardEntry]:
        """Yield the lines that fit, oldest first. In pieces: a slow download must hold up no customer."""
        after = chosen.after
        while True:
            with self._reading() as database:
                found = log_read.upwards(database, chosen, after, PIECE)
            yield from found
            if len(found) < PIECE:
                return
            after = found[-1].id

    # --- inside --------------------------------------------------------------------------------

    def _append(self, database: sqlite3.Connection, body: dict[str, Any], text: str | None) -> int:
        last, previous = database.execute("SELECT id, hash FROM head").fetchone()
        entry, salt = last + 1, secrets.token_hex(16)
        body = {"time": datetime.now(UTC).isoformat(), **body, "id": entry}
        body["text_hash"] = "" if text is None else chain.text_hash(salt, text)
        packed = chain.pack(body)
        digest = chain.link(previous, packed)
        row = (entry, *chain.columns(body), packed, previous, digest)
        database.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        if text is not None:
            database.execute(
                "INSERT INTO texts VALUES (?, ?, ?)", (entry, salt, self._sealed(str(entry), text))
            )
        database.execute("UPDATE head SET id = ?, hash = ?", (entry, digest))
        return int(entry)

    def _decision(self, database: sqlite3.Connection, entry_id: int) -> tuple[dict[str, Any], str]:
        columns = "entries.body, opened(entries.id, texts.text)"
        query = f"SELECT {columns} FROM {log_query.JOINED} WHERE entries.id = ?"  # noqa: S608
        row = database.execute(query, (entry_id,)).fetchone()
        if row is None:
            raise log_read.no_such_line(entry_id)
        body = chain.unpack(row[0])
        if body["kind"] != "decision" or row[1] is None:
            raise InvalidInput(
                f"Line {entry_id} of the guard log holds no text to judge.",
                resolution="Choose a decision whose text is still there.",
            )
        return body, row[1]

    def _sealed(self, context: str, text: str) -> str | bytes:
        return self._cipher.seal(f"guard/{context}", text.encode()) if self._cipher and text else text

    def _opened(self, context: object, kept: str | bytes | None) -> str | None:
        """Return a kept text; None for one that is gone or that this key does not open."""
        if not isinstance(kept, bytes):
            return kept
        plain = self._cipher.open(f"guard/{context}", kept) if self._cipher else None
        return None if plain is None else plain.decode()

    def _seal_old(self) -> None:
        """Seal what an older version kept in clear; the chain holds, which is over the texts themselves."""
        if self._cipher is None:
            return
        query = "SELECT {} FROM {} WHERE typeof(text) = 'text' AND text != ''"
        with self._reading() as database:
            texts = database.execute(query.format("id, text", "texts")).fetchall()
            said = database.execute(query.format("fingerprint, area, text", "corrections")).fetchall()
        if not texts and not said:
            return
        with self._erasing() as database:
            database.executemany(
                "UPDATE texts SET text = ? WHERE id = ?",
                [(self._sealed(str(entry), text), entry) for entry, text in texts],
            )
            database.executemany(
                "UPDATE corrections SET text = ? WHERE fingerprint = ? AND area = ?",
                [(self._sealed(_about(*key), text), *key) for *key, text in said],
            )

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._failing():
            yield self._database

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._failing(), self._database as database:
            database.execute("BEGIN IMMEDIATE")
            yield database
        for tell in tuple(self._watchers):
            tell()

    @contextmanager
    def _erasing(self) -> Iterator[sqlite3.Connection]:
        """As `_writing`, after which nothing of what was deleted is left on disk."""
        with self._writing() as database:
            yield database
        with self._reading() as database:
            leave_no_trace(database)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        with storing("The guard log cannot be used"):
            yield


def _about(fingerprint: str, held_in: str) -> str:
    """Return the context that the text of a correction is sealed in."""
    return f"{held_in}/{fingerprint}"


def area(place: Place) -> str:
    """Return where a correction holds: what an owner released as a document passes as a passage too."""
    return "document" if place in (Place.DOCUMENT, Place.PASSAGE, Place.PROMPT) else place.value
