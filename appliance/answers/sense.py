"""Meaning for one shop: likeness of texts and their topics, from the embedder its knowledge uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from appliance.answers import intent
from appliance.answers.intent import Head, Matrix, Meant
from appliance.answers.shelf import Shelf
from appliance.answers.understand import Question


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

    def agreement(self, meant: Meant, texts: Sequence[str]) -> Matrix:
        """Return the probability that each text is about what a question is about."""
        vectors = self.shelf.vectors(texts)
        if not vectors.shape[1]:
            return np.zeros(len(texts), np.float32)
        head = self._head()
        wanted = np.array([meant.by.get(topic, 0.0) for topic in head.topics], np.float32)
        return np.asarray(head.probabilities(vectors) @ wanted, np.float32)

    def meant(self, question: Question) -> Meant:
        """Return what a question is about."""
        return intent.meant(question.readings[0]) or self._by_vector(question.readings[-1]).sharp

    def _by_vector(self, said: str) -> Meant:
        vector = self.shelf.vector(said)
        if not len(vector):
            return Meant({})
        head = self._head()
        return Meant(dict(zip(head.topics, map(float, head.probabilities(vector[None])[0]), strict=True)))

    def _head(self) -> Head:
        return intent.head(self.shelf.embedder_id, self.shelf.vectors)
