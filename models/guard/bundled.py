"""The detector that ships with Shopwarden: `model.onnx` and `tokenizer.json`, pinned by `facts.json`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from appliance.core import errors
from models.classifier import OnnxDetector

FOLDER = Path(__file__).with_name("detector")
FACTS = "facts.json"


def load(folder: Path = FOLDER, *, threads: int = 1) -> OnnxDetector:
    """Return the detector, its files checked against their hashes and its weights read.

    Raises ModelMissing without the files, ModelRefused when one is not the one that was shipped.
    """
    for name, digest in facts(folder)["sha256"].items():
        _check(folder / name, digest)
    detector = OnnxDetector(folder, threads=threads)
    detector.load()
    return detector


def facts(folder: Path = FOLDER) -> dict[str, Any]:
    """Return what the build wrote down: hashes, sizes and how the scores were calibrated."""
    try:
        return dict(json.loads((folder / FACTS).read_text("utf-8")))
    except (OSError, ValueError) as fault:
        raise errors.ModelMissing(
            f"The detector in {folder} has no readable {FACTS}.", resolution="Install Shopwarden again."
        ) from fault


def _check(path: Path, digest: str) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise errors.ModelMissing(
            f"The detector's file {path.name} is missing.", resolution="Install Shopwarden again."
        ) from fault
    if found != digest:
        raise errors.ModelRefused(
            f"The detector's file {path.name} is not the one that was shipped.",
            resolution="Install Shopwarden again.",
        )
