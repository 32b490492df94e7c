"""Embedding models at work: texts to vectors on onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from appliance.core.ports import Vectors
from models.encoder import Encoder


class OnnxEmbedder:
    """Implements `ports.Embedder` from a folder of the model store. Loads on first use, or with `load`.

    A text longer than the model reads (`LONGEST` tokens in `models.bert`) is cut. Thread-safe.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._encoder = Encoder(folder, threads=threads)

    @property
    def model_id(self) -> str:
        return self._encoder.fact("model")

    @property
    def dimension(self) -> int:
        return int(self._encoder.fact("width"))

    def load(self) -> None:
        """Raises ModelMissing without weights, ModelRefused for damaged ones."""
        self._encoder.load()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return (len(texts), dimension) float32 rows of unit length, in the order of `texts`."""
        return self._encoder.run(texts)
