"""Models that ship beside the code: their files are pinned by the sha256 in `facts.json`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from appliance.core import errors
from models.classifier import OnnxClassifier

FACTS = "facts.json"


def check(folder: Path) -> None:
    """Raises ModelMissing without the files, ModelRefused when one is not the one that was shipped."""
    for name, digest in facts(folder)["sha256"].items():
        _check(folder / name, digest)


def classifier(folder: Path) -> OnnxClassifier:
    """Return a classifier that ships, its files checked against their hashes and its weights read.

    Raises ModelMissing without the files, ModelRefused when one is not the one that was shipped.
    """
    check(folder)
    made = OnnxClassifier(folder)
    made.load()
    return made


def facts(folder: Path) -> dict[str, Any]:
    """Return what the build wrote down: hashes, sizes and how the scores were calibrated."""
    try:
        return dict(json.loads((folder / FACTS).read_text("utf-8")))
    except (OSError, ValueError) as fault:
        raise errors.ModelMissing(
            f"The model in {folder} has no readable {FACTS}.", resolution="Install Shopwarden again."
        ) from fault


def _check(path: Path, digest: str) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise errors.ModelMissing(
            f"The {path.parent.name}'s file {path.name} is missing.", resolution="Install Shopwarden again."
        ) from fault
    if found != digest:
        raise errors.ModelRefused(
            f"The {path.parent.name}'s file {path.name} is not the one that was shipped.",
            resolution="Install Shopwarden again.",
        )
