"""Meaning for one shop: likeness of texts and their topics, from the embedder its knowledge uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from appliance.answers import intent
from appliance.answers.intent import Head, Matrix, Meant
from appliance.answers.shelf import Shelf


@dataclass(frozen=True)
class Sense:
    """What texts mean, by the vectors of a shelf; without vectors nothing is alike."""

    shelf: Shelf

    def likeness(self, readings: Sequence[str], texts: Sequence[str]) -> Matrix:
        """Return the cosine of each text to the nearest reading of a question."""
        if not texts:
            return np.zeros(0, np.float32)
        vectors = self.shelf.vectors(texts)
        likeness = [vectors @ self.shelf.vector(reading) for reading in readings]
        return np.asarray(np.max(likeness, axis=0), np.float32)

    def topics(self, texts: Sequence[str]) -> Matrix:
        """Return (len(texts), topics) probabilities of what each text is about."""
        vectors = self.shelf.vectors(texts)
        if not vectors.shape[1]:
            return np.zeros((len(texts), 1), np.float32)
        return self._head().probabilities(vectors)

    def meant(self, said: str) -> Meant:
        """Return what a question is about."""
        vector = self.shelf.vector(said)
        if not len(vector):
            return Meant({})
        head = self._head()
        return Meant(dict(zip(head.topics, map(float, head.probabilities(vector[None])[0]), strict=True)))

    def _head(self) -> Head:
        return intent.head(self.shelf.embedder_id, self.shelf.vectors)
