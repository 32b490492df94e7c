"""What the tests of knowledge share: an embedder of letters, a job that counts, catalogues as CSV."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from appliance.core.paths import ShopPaths
from appliance.core.ports import Vectors
from appliance.knowledge.knowledge import Knowledge

COLUMNS = ("SKU", "Title", "Description", "Brand", "Category", "Price", "Stock", "Colour", "Size", "Barcode")


class LetterEmbedder:
    """Vectors of letter trigrams: near for texts that share letters, and counted."""

    dimension = 64

    def __init__(self, model_id: str = "letters-1", before: Callable[[int], None] | None = None) -> None:
        self.model_id = model_id
        self.embedded: list[str] = []
        self._before = before

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self._before:
            self._before(len(self.embedded))
        self.embedded += texts
        made = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for n in range(len(text) - 2):
                made[row, zlib.crc32(text[n : n + 3].lower().encode()) % self.dimension] += 1
            made[row, 0] += 0.01
        return made / np.linalg.norm(made, axis=1, keepdims=True)


class CountingJob:
    """Keeps every report; `at` may raise at a stage, as a cancelled job does."""

    def __init__(self, at: Callable[[str, int], None] | None = None) -> None:
        self.steps: list[tuple[str, int, int | None]] = []
        self._at = at

    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        self.steps.append((stage, done, total))
        if self._at:
            self._at(stage, done)


def write_catalogue(path: Path, rows: Iterable[dict[str, object]]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def numbered(count: int, changed: Iterable[int] = ()) -> list[dict[str, object]]:
    """Return `count` products; those of `changed` have another description."""
    altered = set(changed)
    return [
        {
            "SKU": f"AB-{n:05d}",
            "Title": f"Widget {n} deluxe",
            "Description": f"A {'better ' if n in altered else ''}widget of kind {n % 7}, number {n}.",
            "Brand": "Acme Tools" if n % 2 else "Fern & Dune",
            "Category": "Widgets",
            "Price": f"{5 + n % 100}.50",
            "Stock": n % 3,
            "Colour": ("Red", "Navy")[n % 2],
            "Size": ("S", "M", "L")[n % 3],
        }
        for n in range(count)
    ]


def opened(folder: Path, embedder: LetterEmbedder | None = None, **more: object) -> Knowledge:
    made = embedder or LetterEmbedder()
    return Knowledge(ShopPaths(folder / "shop"), lambda: made, currency="AUD", **more)  # type: ignore[arg-type]
