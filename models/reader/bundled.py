"""The reader that ships: `model.onnx` and `tokenizer.json`, pinned by `facts.json`."""

from __future__ import annotations

from pathlib import Path

from models import pinned
from models.classifier import OnnxClassifier

FOLDER = Path(__file__).with_name("encoder")


def load(folder: Path = FOLDER) -> OnnxClassifier:
    """Return the encoder, its files checked against their hashes and its weights read.

    Raises ModelMissing without the files, ModelRefused when one is not the one that was shipped.
    """
    pinned.check(folder)
    made = OnnxClassifier(folder)
    made.load()
    return made
