"""Sequence classifiers at work, detectors of prompt injection among them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.encoder import Encoder
from models.unigram import Text

ATTACKS = ("injection", "attack", "jailbreak", "malicious", "unsafe", "harmful", "prompt_injection")
INNOCENT = ("benign", "safe", "legit", "normal", "harmless", "no_injection", "not_injection")


class OnnxClassifier:
    """Tells the labels' probabilities of texts. Loads on first use. Thread-safe."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._encoder = Encoder(folder, threads=threads)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(json.loads(self._encoder.fact("labels")))

    @property
    def model_id(self) -> str:
        return self._encoder.fact("model")

    def load(self) -> None:
        """Raises ModelMissing without weights, ModelRefused for damaged ones."""
        self._encoder.load()

    def probabilities(self, texts: Sequence[Text]) -> NDArray[np.float32]:
        """Return (texts, labels) shares of 1."""
        return probabilities(self._encoder.run(texts))


class OnnxDetector(OnnxClassifier):
    """Implements `ports.Detector` from a folder of the model store.

    The labels say which outputs are attacks; a model that names none means its last output.
    """

    def score(self, texts: Sequence[str]) -> list[float]:
        """Return the probability, 0..1, that each text is an attack."""
        shares = self.probabilities(texts)
        return [float(share) for share in shares[:, attack_outputs(self.labels)].sum(axis=1).clip(0, 1)]


def attack_outputs(labels: Sequence[str]) -> list[int]:
    """Return the outputs whose probabilities add up to that of an attack."""
    names = [label.strip().lower().replace(" ", "_").replace("-", "_") for label in labels]
    attacks = [place for place, name in enumerate(names) if name in ATTACKS]
    innocent = [place for place, name in enumerate(names) if name in INNOCENT]
    others = [place for place in range(len(names)) if place not in innocent]
    if attacks:
        return attacks
    return others if innocent and others else [len(names) - 1]


def probabilities(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the softmax of every row; a single output is a logit of its own."""
    if logits.shape[1] == 1:
        logits = np.concatenate([np.zeros_like(logits), logits], axis=1)
        return np.asarray(_softmax(logits)[:, 1:], np.float32)
    return _softmax(logits)


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)
