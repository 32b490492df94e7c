"""Importing a file: read, compare, check, embed, and one transaction that switches to it.

Nothing of an import can be seen before the transaction commits, and everything that costs time before it is
kept: vectors are stored as they are made, under the hash of their text. A killed import therefore leaves
the old catalogue answering and the next try embeds only the rest.
"""

# ruff: noqa: S608 (only names of our own tables and columns are put into SQL; values are bound)

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from appliance.catalogue import reader
from appliance.core import errors
from appliance.core.paths import ShopPaths
from appliance.core.ports import Embedder, JobContext
from appliance.core.products import Product
from appliance.core.schemas import (
    ImportDiff,
    ImportResult,
    Preview,
    RowProblem,
)
from appliance.core.storing import storing
from appliance.knowledge import changes, indexing, rows
from appliance.knowledge.changes import Plan
from appliance.knowledge.rows import Entry, Held
from appliance.knowledge.screening import Note, Screen, labels_held, screened
from appliance.knowledge.store import Store
from appliance.knowledge.vectors import VectorStore, key_of

Mapped = Mapping[str, str]

STEP = 256
"""Rows between two reports of progress, which is also where an import can be cancelled."""
_SHOWN_PROBLEMS = 200


@dataclass(frozen=True)
class Reading:
    """What a file holds."""

    preview: Preview
    title: str
    entries: tuple[Entry, ...]
    problems: tuple[RowProblem, ...]
    mapping: Mapped | None

    @property
    def table(self) -> str:
        return "products" if self.preview.kind == "catalogue" else "passages"


@dataclass(frozen=True)
class Choices:
    """What the owner chose about an import; see `schemas.ImportRequest`."""

    mapping: Mapped | None = None
    on_problem: Literal["skip", "stop"] = "skip"
    replaces: str | None = None
    missing: Literal["keep", "remove"] | None = None


class Importer:
    """Imports files into one shop. One import at a time: the caller holds the shop's lock."""

    def __init__(
        self,
        paths: ShopPaths,
        store: Store,
        vectors: VectorStore,
        embedder: Callable[[], Embedder],
        screen: Screen | None,
        note: Note | None = None,
    ) -> None:
        self._paths = paths
        self._store = store
        self._vectors = vectors
        self._embedder = embedder
        self._screen = screen
        self._note = note

    def run(self, file: Path, name: str, chosen: Choices, currency: str, job: JobContext) -> ImportResult:
        """Import `file`; raises `errors.Cancelled`, `errors.FileRefused` or `errors.StoreFailed` with nothing
        changed."""
        model = self._embedder().model_id
        check_model(self._store, model)
        kept = self._keep(file, name)
        try:
            reading = self._read(kept, name, chosen, currency, job)
            plan, problems = self._plan(reading, name, chosen)
            cleared, held = self._check(plan.fresh, reading.table, name, job)
            plan = replace(plan, fresh=cleared)
            made = self._embed(reading.entries, cleared, held, job)
            result = self._switch(plan, reading, held, kept, name, model, job)
        except BaseException:
            kept.unlink(missing_ok=True)
            raise
        problems = (*reading.problems, *problems)
        refused = sum(problem.refused for problem in problems)
        return result.model_copy(
            update={"embedded": made, "refused": refused, "problems": problems[:_SHOWN_PROBLEMS]}
        )

    def compare(self, file: Path, name: str, chosen: Choices, currency: str, job: JobContext) -> ImportDiff:
        """Return what importing `file` would change, storing nothing. Raises what reading it raises."""
        reading = self._read(file, name, chosen, currency, job)
        plan, problems = self._plan(reading, name, chosen)
        refused = sum(problem.refused for problem in (*reading.problems, *problems))
        with self._store.reading() as db:
            return changes.difference(db, plan, reading.table, refused)

    def undo(self) -> ImportResult:
        """Bring back the state before the last import. Raises `errors.Conflict` when there is none."""
        with self._store.writing("The import could not be undone") as db:
            last = db.execute(
                "SELECT id, source, kind, before, undone FROM imports ORDER BY id DESC LIMIT 1"
            ).fetchone()
            if last is None or last[4]:
                raise errors.Conflict("There is no import to undo.", resolution="Import a file first.")
            import_id, source, kind, before, _ = last
            table = "products" if kind == "catalogue" else "passages"
            removed = rows.added_by(db, table, import_id)
            gone = rows.erase(db, table, removed)
            _restore_source(db, source, before)
            returned = db.execute(
                f"SELECT count(*) FROM {table} WHERE retired_by = ?", (import_id,)
            ).fetchone()[0]
            back = rows.restore(db, table, import_id)
            indexing.count_words(db, back, gone)
            db.execute("UPDATE imports SET undone = 1 WHERE id = ?", (import_id,))
        return ImportResult(source=source, kind=kind, added=returned, removed=len(removed))

    def sweep(self) -> None:
        """Delete vectors and uploads that nothing refers to any more."""
        with self._store.reading() as db:
            needed = rows.referenced(db)
            files = {row[0] for row in db.execute("SELECT file FROM sources")}
            last = db.execute(
                "SELECT before FROM imports WHERE undone = 0 ORDER BY id DESC LIMIT 1"
            ).fetchone()
        if last and last[0]:
            files.add(json.loads(last[0])["file"])
        if stale := self._vectors.keys() - needed:
            self._vectors.delete(sorted(stale))
        for path in self._paths.files.glob("*"):
            if path.name not in files:
                path.unlink(missing_ok=True)

    def remembered(self, preview: Preview) -> Mapped | None:
        """Return the mapping chosen for the last file with these columns."""
        with self._store.reading() as db:
            row = db.execute(
                "SELECT mapping FROM mappings WHERE signature = ?", (signature(preview),)
            ).fetchone()
        return dict(json.loads(row[0])) if row else None

    def replaced(self, keys: Sequence[str], name: str, kind: str) -> str:
        """Return the id of the source a file of this name and these first keys is about, or ""."""
        with self._store.reading() as db:
            return changes.target(db, name, kind, keys).id

    def _keep(self, file: Path, name: str) -> Path:
        safe = re.sub(r"[^\w.-]+", "_", Path(name).name)[-80:] or "file"
        kept = self._paths.files / f"{secrets.token_hex(6)}-{safe}"
        with storing(f"“{name}” could not be stored"):
            self._paths.files.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copyfile(file, kept)
            except OSError:
                kept.unlink(missing_ok=True)
                raise
        return kept

    def _read(
        self,
        path: Path,
        name: str,
        chosen: Choices,
        currency: str,
        job: JobContext,
    ) -> Reading:
        job.step("Reading…")
        preview = reader.inspect(path, name, chosen.mapping, currency)
        if preview.kind == "document":
            document = reader.read_document(path, name)
            entries = tuple(rows.of_passages(document.passages, document.title))
            return _not_empty(Reading(preview, document.title, entries, (), None), name)
        mapping = chosen.mapping if chosen.mapping is not None else self.remembered(preview)
        found: dict[str, Entry] = {}
        problems: list[RowProblem] = []
        for number, item in enumerate(
            reader.read_catalogue(
                path, name, mapping=mapping, on_problem=chosen.on_problem, currency=currency
            )
        ):
            if number % STEP == 0:
                job.step("Reading…", number, preview.rows)
            if isinstance(item, RowProblem):
                problems.append(item)
            elif item.key in found:
                problems.append(
                    RowProblem(row=item.row, message=f"“{item.key}” is there twice; the first was kept.")
                )
            else:
                found[item.key] = rows.of_product(item)
        return _not_empty(Reading(preview, "", tuple(found.values()), tuple(problems), chosen.mapping), name)

    def _plan(self, reading: Reading, name: str, chosen: Choices) -> tuple[Plan, tuple[RowProblem, ...]]:
        keys = [entry.key for entry in reading.entries]
        with self._store.reading() as db:
            goal = changes.target(
                db, name, reading.preview.kind, keys, replaces=chosen.replaces, missing=chosen.missing
            )
            return changes.plan(db, goal, reading.table, reading.entries)

    def _check(
        self, fresh: Sequence[Entry], table: str, name: str, job: JobContext
    ) -> tuple[tuple[Entry, ...], dict[str, Held]]:
        """Return the entries as the guard lets them in, and those it holds back by key."""
        if self._screen is None:
            return tuple(fresh), {}
        with self._store.reading() as db:
            released = {
                row[0] for row in db.execute("SELECT hash FROM decisions WHERE decision = 'released'")
            }
        passed: list[Entry] = []
        held: dict[str, Held] = {}
        known: dict[str, Held | None] = {}
        looked, started = 0, time.perf_counter()
        for number, entry in enumerate(fresh):
            if number % STEP == 0:
                job.step("Checking…", number, len(fresh))
            if entry.hash in released:
                passed.append(entry)
                continue
            looked += 1
            checked, reason = screened(entry, self._screen, name)
            reason = reason or labels_held(entry, self._screen, name, known)
            passed.append(checked)
            if reason:
                held[entry.key] = reason
        if self._note and looked:
            took_ms = (time.perf_counter() - started) * 1000
            of = "rows" if table == "products" else "parts"
            self._note(name, of, looked, held=len(held), took_ms=took_ms)
        return tuple(passed), held

    def _embed(
        self, entries: Sequence[Entry], fresh: Sequence[Entry], held: Mapping[str, Held], job: JobContext
    ) -> int:
        """Store the vectors that are not stored yet; return how many were made."""
        now = {entry.key: entry for entry in entries} | {entry.key: entry for entry in fresh}
        return embed_missing(
            self._vectors, self._embedder(), [e.embedded for key, e in now.items() if key not in held], job
        )

    def _switch(
        self,
        plan: Plan,
        reading: Reading,
        held: Mapping[str, Held],
        kept: Path,
        name: str,
        model: str,
        job: JobContext,
    ) -> ImportResult:
        table, kind = reading.table, reading.preview.kind
        with self._store.writing(f"“{name}” could not be imported") as db:
            job.step("Saving…", 0, len(plan.fresh))
            rows.purge_retired(db)
            before = _source_record(db, plan.source)
            cursor = db.execute(
                "INSERT INTO imports (source, kind, before) VALUES (?, ?, ?)", (plan.source, kind, before)
            )
            import_id = int(cursor.lastrowid or 0)
            refused = sum(problem.refused for problem in reading.problems)
            if plan.partial:
                _touch_source(db, plan.source, import_id)
            else:
                _write_source(db, plan.source, name, reading, kept, refused, import_id)
            gone = rows.retire(db, table, plan.leaving, import_id)
            for number, entry in enumerate(plan.fresh, 1):
                key = key_of(model, entry.embedded)
                rows.insert(db, entry, key, plan.source, import_id, held.get(entry.key))
                if number % STEP == 0:
                    job.step("Saving…", number, len(plan.fresh))
            came = [e.item for e in plan.fresh if isinstance(e.item, Product) and e.key not in held]
            indexing.count_words(db, came, gone)
            db.execute("INSERT OR REPLACE INTO meta VALUES ('model', ?)", (model,))
            if reading.mapping is not None:
                chosen = (signature(reading.preview), json.dumps(dict(reading.mapping)))
                db.execute("INSERT OR REPLACE INTO mappings VALUES (?, ?)", chosen)
        return ImportResult(
            source=plan.source,
            kind=kind,
            added=len(plan.fresh) - plan.changed,
            changed=plan.changed,
            removed=plan.removed,
            unchanged=plan.unchanged,
            kept=plan.kept,
            quarantined=len(held) + plan.held_before,
        )


def check_model(store: Store, model: str) -> None:
    """Raise `errors.IndexMismatch` when the shop's vectors were made by another model than `model`."""
    with store.reading() as db:
        row = db.execute("SELECT value FROM meta WHERE name = 'model'").fetchone()
        used = row is not None and row[0] != model and bool(rows.referenced(db))
    if used:
        raise errors.IndexMismatch(
            f"This shop's index was made with {row[0]}, and {model} is in use now.",
            resolution="Rebuild the index.",
        )


def embed_missing(vectors: VectorStore, embedder: Embedder, texts: Sequence[str], job: JobContext) -> int:
    """Store a vector for every text that has none; return how many were made.

    Texts of like length go together, so that little of a batch is padding.
    """
    wanted = {key_of(embedder.model_id, text): text for text in texts}
    if not wanted:
        return 0
    stored = vectors.keys()
    missing = sorted((key for key in wanted if key not in stored), key=lambda key: len(wanted[key]))
    for start in range(0, len(missing), STEP):
        job.step("Embedding…", start, len(missing))
        batch = missing[start : start + STEP]
        made = embedder.embed([wanted[key] for key in batch])
        vectors.add(dict(zip(batch, made, strict=True)))
    return len(missing)


def signature(preview: Preview) -> str:
    """Return what files with the same columns share."""
    columns = sorted(column.column for column in preview.columns)
    return hashlib.sha256(json.dumps(columns).encode()).hexdigest()


def _not_empty(reading: Reading, name: str) -> Reading:
    if not reading.entries:
        what = "products" if reading.table == "products" else "text"
        worst = next((found for found in reading.problems if found.refused), None)
        why = f" Row {worst.row}: {worst.message}" if worst else ""
        raise errors.FileRefused(
            f"“{name}” holds no {what} that can be used.{why}", resolution="Choose another file."
        )
    return reading


def _source_record(db: sqlite3.Connection, source: str) -> str | None:
    cursor = db.execute("SELECT * FROM sources WHERE id = ?", (source,))
    row = cursor.fetchone()
    return json.dumps(dict(zip((c[0] for c in cursor.description), row, strict=True))) if row else None


def _write_source(
    db: sqlite3.Connection, source: str, name: str, reading: Reading, kept: Path, refused: int, import_id: int
) -> None:
    now = datetime.now(UTC).isoformat()
    values = (source, name, reading.preview.kind, reading.preview.format, reading.title, now)
    more = (refused, kept.stat().st_size, kept.name, import_id)
    db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*values, *more))


def _touch_source(db: sqlite3.Connection, source: str, import_id: int) -> None:
    """A source of which some rows were brought up to date goes on under its own name and file."""
    now = datetime.now(UTC).isoformat()
    db.execute("UPDATE sources SET imported = ?, import = ? WHERE id = ?", (now, import_id, source))


def _restore_source(db: sqlite3.Connection, source: str, before: str | None) -> None:
    if before is None:
        db.execute("DELETE FROM sources WHERE id = ?", (source,))
        return
    record = json.loads(before)
    marks = ", ".join("?" * len(record))
    db.execute(
        f"INSERT OR REPLACE INTO sources ({', '.join(record)}) VALUES ({marks})", tuple(record.values())
    )
