"""Vectors by the hash of what they mean: durable in Chroma, exact and fast in memory.

Chroma holds ids and vectors only. Searching never asks it: at a shop's size the product with one matrix is
faster than a graph and has no recall to lose, so the graph is kept thin and inserts are cheap. What the
matrix is loaded from is `matrix.npz`, a derived file that may be deleted at any time.
"""

# ruff: noqa: S608 (only names of our own tables and columns are put into SQL; values are bound)

from __future__ import annotations

import hashlib
import secrets
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from appliance.core import errors
from appliance.core.storing import storing
from appliance.knowledge import schema

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

BATCH = 1000
_FULL = ("full", "No space", "too large", "disk I/O", "readonly")
_GRAPH: Any = {"hnsw": {"space": "cosine", "ef_construction": 16, "max_neighbors": 8}}


def key_of(model_id: str, text: str) -> str:
    """Return the id of the vector of `text` made by `model_id`: 32 hex digits."""
    return hashlib.blake2b(f"{model_id}\0{text}".encode(), digest_size=16).hexdigest()


class VectorStore:
    """The vectors of one shop below `folder`, each under the key of its text.

    Chroma keeps deleted vectors in its graph; `rewrite` therefore makes a new directory and removes the
    old one. `current` names the directory in use. Raises `errors.StoreFailed` when the disk refuses, and
    `errors.IndexDamaged` when Chroma cannot read its own files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._client: Client | None = None
        self._collection: Collection | None = None

    def add(self, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Store vectors under their keys; they survive a kill once this returns."""
        with self._using() as collection:
            _upsert(collection, vectors)

    def close(self) -> None:
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = self._collection = None

    def delete(self, keys: Sequence[str]) -> None:
        with self._using() as collection:
            for batch in _batches(keys):
                collection.delete(ids=batch)

    def get(self, keys: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors there are for `keys`; what is missing is left out."""
        found: dict[str, NDArray[np.float32]] = {}
        if not keys:
            return found
        with self._using() as collection:
            for batch in _batches(keys):
                answer = collection.get(ids=batch, include=["embeddings"])
                rows = np.asarray(answer["embeddings"], np.float32)
                found.update(zip(answer["ids"], rows, strict=True))
        return found

    def keys(self) -> set[str]:
        """Return every key that is stored."""
        with self._using() as collection:
            return set(collection.get(include=[])["ids"])

    def rewrite(self, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep exactly `vectors`, in a fresh directory; the old one leaves no byte behind."""
        with self._lock:
            self.close()
            fresh = f"chroma-{secrets.token_hex(4)}"
            with _speaking_chroma(), storing("The search index could not be written"):
                (self._folder / fresh).mkdir(parents=True)
                client, collection = _open(self._folder / fresh)
                _upsert(collection, vectors)
                client.close()
                self._point_to(fresh)
            self._sweep_folders()

    @contextmanager
    def _using(self) -> Iterator[Collection]:
        with self._lock, _speaking_chroma(), storing("The search index could not be used"):
            if self._collection is None:
                self._client, self._collection = _open(self._directory())
            yield self._collection

    def _directory(self) -> Path:
        pointer = self._folder / "current"
        name = pointer.read_text().strip() if pointer.exists() else ""
        if not name or not (self._folder / name).is_dir():
            name = f"chroma-{secrets.token_hex(4)}"
            (self._folder / name).mkdir(parents=True)
            self._point_to(name)
        self._sweep_folders()
        return self._folder / name

    def _point_to(self, name: str) -> None:
        draft = self._folder / "current.new"
        draft.write_text(name)
        draft.replace(self._folder / "current")

    def _sweep_folders(self) -> None:
        name = (self._folder / "current").read_text().strip()
        for folder in self._folder.glob("chroma-*"):
            if folder.name != name:
                shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Matrix:
    """Row ids, ascending, and their unit vectors, (n,) int64 and (n, d) float32."""

    ids: NDArray[np.int64]
    rows: NDArray[np.float32]

    def cosines(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of every row to `query`, (n,).

        Row by row: a product of matrices wakes BLAS's threads, which on a busy box take ten times longer.
        """
        return np.vecdot(self.rows, query) if len(self.ids) else np.zeros(0, np.float32)

    def positions(self, ids: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return where each of `ids` stands, or -1."""
        if not len(self.ids):
            return np.full(len(ids), -1, np.intp)
        places = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[places] == ids, places, -1)


@dataclass(frozen=True)
class Snapshot:
    """All live vectors of a shop at one moment."""

    products: Matrix
    passages: Matrix


EMPTY = Snapshot(
    *(Matrix(np.zeros(0, np.int64), np.zeros((0, 1), np.float32)) for _ in range(2)),
)


def load(db: sqlite3.Connection, vectors: VectorStore, cache: Path) -> Snapshot:
    """Return the snapshot of what `db` holds, out of the cache, Chroma for the rest, and cache it.

    Raises `errors.IndexDamaged` when a vector is nowhere to be found.
    """
    wanted = {table: _live(db, table) for table in ("products", "passages")}
    every = list(dict.fromkeys(key for _, keys in wanted.values() for key in keys))
    if not every:
        return EMPTY
    known, rows = _read_cache(cache)
    missing = [key for key in every if key not in known]
    if missing:
        found = vectors.get(missing)
        if len(found) < len(missing):
            raise errors.IndexDamaged(
                f"{len(missing) - len(found)} of the {len(every)} vectors of this shop are missing.",
                resolution="Rebuild the index.",
            )
        rows = np.concatenate(
            [rows.reshape(-1, len(found[missing[0]])), np.stack([found[k] for k in missing])]
        )
        known |= {key: len(known) + number for number, key in enumerate(missing)}
    if missing or len(known) != len(every):
        rows = rows[[known[key] for key in every]]
        known = {key: number for number, key in enumerate(every)}
        _write_cache(cache, every, rows)
    made = (Matrix(ids, rows[[known[key] for key in keys]]) for ids, keys in wanted.values())
    return Snapshot(*made)


def _live(db: sqlite3.Connection, table: str) -> tuple[NDArray[np.int64], list[str]]:
    query = f"SELECT id, vector FROM {table} WHERE state = {schema.LIVE} ORDER BY id"
    found = db.execute(query).fetchall()
    return np.array([row[0] for row in found], np.int64), [row[1] for row in found]


def _read_cache(path: Path) -> tuple[dict[str, int], NDArray[np.float32]]:
    try:
        with np.load(path) as stored:
            keys, rows = stored["keys"].tolist(), stored["rows"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}, np.zeros((0, 1), np.float32)
    return {key.decode(): number for number, key in enumerate(keys)}, rows


def _write_cache(path: Path, keys: list[str], rows: NDArray[np.float32]) -> None:
    draft = path.with_name("matrix.new.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            np.savez(file, keys=np.array([key.encode() for key in keys]), rows=rows)
        draft.replace(path)
    except OSError:  # derived: without it the next start reads Chroma, which is slower and right
        draft.unlink(missing_ok=True)


def _open(directory: Path) -> tuple[Client, Collection]:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    client = cast("Client", chromadb.PersistentClient(path=str(directory), settings=settings))
    collection = client.get_or_create_collection("texts", embedding_function=None, configuration=_GRAPH)
    return client, collection


def _upsert(collection: Collection, vectors: Mapping[str, NDArray[np.float32]]) -> None:
    for batch in _batches(list(vectors)):
        collection.upsert(ids=batch, embeddings=np.stack([vectors[key] for key in batch]))


def _batches(keys: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), BATCH):
        yield list(keys[start : start + BATCH])


@contextmanager
def _speaking_chroma() -> Iterator[None]:
    """Turn Chroma's errors into ours.

    On damaged files it raises whatever it stumbles over (its own errors, ValueError, AttributeError), and a
    full disk arrives as an error of its SQLite in words only.
    """
    try:
        yield
    except errors.ApplianceError:
        raise
    except Exception as error:
        if any(sign in str(error) for sign in _FULL):
            raise errors.StoreFailed(
                "The search index could not be written: the disk is full or cannot be written.",
                resolution="Free some space on the disk and try again.",
                details=repr(error),
            ) from error
        raise errors.IndexDamaged(
            "The search index of this shop cannot be read.",
            resolution="Rebuild the index.",
            details=repr(error),
        ) from error
