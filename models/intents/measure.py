"""How well topics are told, and how far their probabilities can be believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models.training.network import Network

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

SCALES = np.linspace(0.3, 3, 109)
BINS = 10


def probabilities(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float64)


def temperature(logits: Floats, truth: Numbers) -> float:
    """Return the factor of the logits that makes the truth likeliest (Guo et al. 2017, arXiv 1706.04599)."""

    def loss(scale: float) -> float:
        sure = probabilities(logits * scale)[np.arange(len(truth)), truth]
        return -float(np.log(sure + 1e-12).mean())

    return float(min(SCALES, key=loss))


def calibration_error(logits: Floats, truth: Numbers) -> float:
    """Return the mean distance between how sure the best topic is and how often it is right, 0..1."""
    sure = probabilities(logits)
    best, right = sure.max(axis=1), sure.argmax(axis=1) == truth
    bins = np.minimum((best * BINS).astype(int), BINS - 1)
    return float(sum(abs((best[bins == b] - right[bins == b]).sum()) for b in range(BINS)) / len(truth))


def report(logits: Floats, truth: Numbers, topics: Sequence[str], languages: Sequence[str]) -> Iterator[str]:
    """Yield Markdown: shares told right by language and by topic."""
    right = logits.argmax(axis=1) == truth
    spoken = np.array(languages)
    apart = calibration_error(logits, truth)
    yield f"{right.mean():.1%} of {len(truth)} right; calibration error {apart:.3f}"
    yield from ("", "| language | lines | right |", "|---|---|---|")
    for language in dict.fromkeys(languages):
        some = right[spoken == language]
        yield f"| {language} | {len(some)} | {some.mean():.1%} |"
    yield from ("", "| topic | English | right | other | right | taken for |", "|---|---|---|---|---|---|")
    for number, topic in enumerate(topics):
        own = truth == number
        cells = []
        for mine in (own & (spoken == "en"), own & (spoken != "en")):
            cells += [str(mine.sum()), f"{right[mine].mean():.0%}" if mine.any() else "–"]
        wrong = logits.argmax(axis=1)[own & ~right]
        most = topics[int(np.bincount(wrong).argmax())] if len(wrong) else "–"
        yield f"| {topic} | {' | '.join(cells)} | {most} |"


def sharpen(network: Network, scale: float) -> None:
    """Make the temperature part of the last layer: the artefact needs no code of its own."""
    network.model.classifier.weight.data.mul_(scale)
    network.model.classifier.bias.data.mul_(scale)
