"""What texts are about by their meaning, beside the cues.

A customer's question is heard by an encoder of our own (`models.intents`), in eleven languages. The lines of
a shop's pages, of which there are many, get by with a small head over the vectors that the embedder has made
of them anyway: a multinomial logistic regression on the ways of asking in `models/intents/ways/en.toml`.
`intents/head.npz` holds it fitted for the embedder that ships, another embedder gets its own when it is first
asked. `python -m bench.answers.tune` fits it anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from appliance.answers.topics import Topic
from appliance.core.errors import ApplianceError
from models.classifier import OnnxClassifier
from models.intents import bundled, ways

Matrix = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Matrix]

log = logging.getLogger(__name__)

HEARD = 256
"""Questions whose topics are kept: one question is looked at from several sides."""
STEPS, RATE, MOMENTUM, DECAY = 300, 10.0, 0.9, 1e-3
SHARPNESS = 3
PRODUCTS_A_LINE = 3
"""Of how many products a line with a gap is asked."""
OTHER = "other"
"""What no shop's record or page tells: margins, staff, homework."""


@dataclass(frozen=True)
class Head:
    """Tells topics from vectors; `topics` names the columns."""

    topics: tuple[str, ...]
    weights: Matrix
    bias: Matrix

    def probabilities(self, vectors: Matrix) -> Matrix:
        """Return (len(vectors), len(topics)) probabilities."""
        return softmax(vectors @ self.weights + self.bias)

    def column(self, *names: str) -> list[int]:
        return [self.topics.index(name) for name in names]


def softmax(scores: Matrix) -> Matrix:
    """Return each row's probabilities."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)


@lru_cache(maxsize=1)
def examples() -> tuple[tuple[str, str], ...]:
    """Return (topic, question) for every way of asking in English, gaps filled with products in turn."""
    found: list[tuple[str, str]] = []
    for way in ways.read("en"):
        for turn in range(PRODUCTS_A_LINE if way.gapped else 1):
            found.append((way.topic, way.of(way.products[(len(found) * 7 + turn * 5) % len(way.products)])))
    return tuple(found)


def fit(embed: Embed) -> Head:
    """Return a head for an embedder: gradient descent with momentum on the cross entropy, topics weighted by
    one over the root of their examples. Some seconds of work."""
    told = examples()
    topics = tuple(dict.fromkeys(topic for topic, _ in told))
    vectors = np.asarray(embed([line for _, line in told]), np.float32)
    wanted = np.zeros((len(told), len(topics)), np.float32)
    wanted[np.arange(len(told)), [topics.index(topic) for topic, _ in told]] = 1
    worth = 1 / np.sqrt(wanted.sum(axis=0))[wanted.argmax(axis=1)]
    worth /= worth.sum()
    weights = np.zeros((vectors.shape[1], len(topics)), np.float32)
    bias = np.zeros(len(topics), np.float32)
    pull, push = np.zeros_like(weights), np.zeros_like(bias)
    for _ in range(STEPS):
        error = (softmax(vectors @ weights + bias) - wanted) * worth[:, None]
        pull = MOMENTUM * pull + vectors.T @ error + DECAY * weights
        push = MOMENTUM * push + error.sum(axis=0)
        weights -= RATE * pull
        bias -= RATE * push
    return Head(topics, weights, bias)


def head(model_id: str, embed: Embed) -> Head:
    """Return the head for an embedder: the one that ships, or one fitted now and kept."""
    shipped = _shipped()
    if shipped is not None and shipped[0] == model_id:
        return shipped[1]
    if model_id not in _FITTED:
        _FITTED[model_id] = fit(embed)
    return _FITTED[model_id]


_FITTED: dict[str, Head] = {}


@lru_cache(maxsize=1)
def _shipped() -> tuple[str, Head] | None:
    file = resources.files("appliance.answers.intents") / "head.npz"
    if not file.is_file():
        return None
    with file.open("rb") as opened, np.load(opened) as stored:
        topics = tuple(map(str, stored["topics"]))
        made = Head(topics, stored["weights"].astype(np.float32), stored["bias"].astype(np.float32))
        return str(stored["model"]), made


@dataclass(frozen=True)
class Meant:
    """What a question is about by meaning: `by` gives each topic's probability."""

    by: dict[str, float]

    def of(self, *topics: Topic) -> float:
        """Return the probability that it is one of these."""
        return sum(self.by.get(topic.value, 0.0) for topic in topics)

    @cached_property
    def sharp(self) -> Meant:
        """Return the same with its differences drawn out: the head, fitted softly, spreads itself thin."""
        drawn = {name: sure**SHARPNESS for name, sure in self.by.items()}
        whole = sum(drawn.values()) or 1.0
        return Meant({name: part / whole for name, part in drawn.items()})

    @property
    def best(self) -> tuple[str, float]:
        """Return the likeliest topic's name and probability; ("", 0.0) when nothing is known."""
        return max(self.by.items(), key=lambda entry: entry[1], default=("", 0.0))


@lru_cache(maxsize=HEARD)
def meant(said: str) -> Meant | None:
    """Return what a customer's words are about; None without the encoder, which is a damaged installation."""
    encoder = _encoder()
    if encoder is None:
        return None
    shares = encoder.probabilities([said])[0]
    return Meant(dict(zip(encoder.labels, map(float, shares), strict=True)))


@lru_cache(maxsize=1)
def load() -> OnnxClassifier:
    """Return the encoder, read once. Raises ModelMissing, ModelRefused."""
    return bundled.load()


@lru_cache(maxsize=1)
def _encoder() -> OnnxClassifier | None:
    try:
        return load()
    except ApplianceError as err:
        log.warning("topics are told by cues and vectors alone: %s", err.message)
        return None
