"""The readers that ship: `model.onnx` and `tokenizer.json`, pinned by `facts.json`."""

from __future__ import annotations

from pathlib import Path

from models import pinned
from models.classifier import OnnxClassifier

FOLDER = Path(__file__).with_name("encoder")
"""Reads all languages."""
ENGLISH = Path(__file__).with_name("english_encoder")
"""Reads English alone, and better."""


def load(folder: Path = FOLDER) -> OnnxClassifier:
    """Return it as `pinned.classifier` does."""
    return pinned.classifier(folder)
