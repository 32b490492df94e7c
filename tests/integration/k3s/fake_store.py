"""The fake cluster's store: objects by their path in the API, in SQLite with a WAL, as kine keeps them."""

from __future__ import annotations

import json
import sqlite3
import threading
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Object = dict[str, Any]


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Store:
    """Objects of any kind by path: /api/v1/namespaces/NS/KIND/NAME. Thread-safe."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA wal_autocheckpoint=0")  # so that the WAL always matters
        self._db.execute("CREATE TABLE IF NOT EXISTS kine (name TEXT PRIMARY KEY, value TEXT NOT NULL)")

    def get(self, path: str) -> Object | None:
        with self._lock:
            row = self._db.execute("SELECT value FROM kine WHERE name = ?", (path,)).fetchone()
        found: Object | None = json.loads(row[0]) if row else None
        return found

    def put(self, path: str, item: Object) -> Object:
        with self._lock:
            before = self.get(path) or {}
            meta = {
                "uid": str(uuid.uuid4()),
                "creationTimestamp": now()[:19] + "Z",
                **before.get("metadata", {}),
                **item.get("metadata", {}),
            }
            meta["resourceVersion"] = str(int(before.get("metadata", {}).get("resourceVersion", 0)) + 1)
            stored = {**item, "metadata": meta}
            self._db.execute("INSERT OR REPLACE INTO kine VALUES (?, ?)", (path, json.dumps(stored)))
        return stored

    def merge(self, path: str, change: Object) -> Object:
        with self._lock:
            return self.put(path, merged(self.get(path) or {}, change))

    def delete(self, path: str) -> None:
        """Delete the object, and with a namespace everything in it."""
        with self._lock:
            self._db.execute(
                "DELETE FROM kine WHERE name = ? OR name LIKE ? OR name LIKE ?",
                (path, f"{path}/%", f"%{path.removeprefix('/api/v1')}/%" if "/namespaces/" in path else path),
            )

    def list(self, kind: str) -> list[Object]:
        """Return the objects of a collection: of one namespace, or of all where the path names none."""
        group, _, plural = kind.rpartition("/")
        with self._lock:
            rows = self._db.execute(
                "SELECT value FROM kine WHERE name GLOB ? OR name GLOB ? ORDER BY name",
                (f"{kind}/*", f"{group}/namespaces/*/{plural}/*"),
            ).fetchall()
        return [json.loads(row[0]) for row in rows]


def merged(before: Object, change: Object) -> Object:
    result = dict(before)
    for key, value in change.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both else value
    return result
