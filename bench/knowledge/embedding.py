"""Embedders of the benches: the product's own, and sentence-transformers to compare with."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from appliance.core.ports import Embedder, Vectors
from models import catalog, packages
from models.embedder import OnnxEmbedder
from models.store import ModelStore

MODEL = "all-minilm-l6-v2"


class Quiet:
    """Progress nobody looks at."""

    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        return None


def product_embedder(models: Path) -> OnnxEmbedder:
    """Return the embedder the service uses, its weights installed below `models` if need be."""
    store = ModelStore(models)
    store.install(MODEL, Quiet())
    embedder = OnnxEmbedder(store.folder(MODEL))
    embedder.load()
    return embedder


def weights() -> Path:
    """Return the folder of all-MiniLM-L6-v2 in the package that carries it."""
    source = catalog.load().get(MODEL).source
    assert isinstance(source, catalog.Package)
    return packages.folder(source)


class Cached:
    """Another embedder's vectors, kept in a file by their text, so that a tuning run embeds once."""

    def __init__(self, embedder: Embedder, file: Path) -> None:
        self.model_id, self.dimension = embedder.model_id, embedder.dimension
        self._embedder = embedder
        self._file = file
        self._known: dict[str, np.ndarray] = {}
        if file.exists():
            with np.load(file) as stored:
                self._known = dict(zip(stored["keys"].tolist(), stored["rows"], strict=True))

    def embed(self, texts: Sequence[str]) -> Vectors:
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if missing:
            self._known.update(zip(missing, self._embedder.embed(list(missing.values())), strict=True))
            np.savez(self._file, keys=np.array(list(self._known)), rows=np.stack(list(self._known.values())))
        return np.stack([self._known[key] for key in keys])
