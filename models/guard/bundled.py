"""The detector that ships with Shopwarden: `model.onnx` and `tokenizer.json`, pinned by `facts.json`."""

from __future__ import annotations

from pathlib import Path

from models import pinned
from models.classifier import OnnxDetector

FOLDER = Path(__file__).with_name("detector")


def load(folder: Path = FOLDER, *, threads: int = 1) -> OnnxDetector:
    """Return the detector, its files checked against their hashes and its weights read.

    Raises ModelMissing without the files, ModelRefused when one is not the one that was shipped.
    """
    pinned.check(folder)
    detector = OnnxDetector(folder, threads=threads)
    detector.load()
    return detector
