"""What the reader learns once it has learned: wrong candidates that lie near the message in meaning.

The first pass shows wrong candidates that share letters with the message. What a shop's search brings to be
read is near in meaning as well, and there the reader knew least.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models.reader import exercises
from models.reader.exercises import Exercise, Pair
from models.training.network import Labelled, Plan

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to their unit vectors, (texts, dimension)."""

ENGLISH = ("en", "en")
OTHERS = 3  # of the shops that are not English every third is shown again
NEAR, NEAR_FOREIGN = 5, 3  # wrong candidates nearest in meaning; fewer where the embedder knows little
ALIKE = 4  # wrong candidates most like the message in letters
WRONG_LINES, WRONG_PRODUCTS = 2, 1  # that a message is shown
PRODUCTS = 0.5  # of the shops are asked for products again
MOST = 40_000  # pairs
PLAN = Plan(rate=1.2e-4, head=2, frozen=3, noise=0.3, batch=768, smoothing=0.05, seed=17)


def rows(
    done: Sequence[Exercise],
    embed: Embed,
    labels: Sequence[str],
    *,
    products: float = PRODUCTS,
    most: int | None = MOST,
    seed: int = PLAN.seed,
) -> list[Labelled]:
    """Return pairs with the numbers of their labels, at most `most`, in the order they are learned from; a
    share of `products` of the shops is asked for products."""
    dice = random.Random(seed)
    found: list[Labelled] = [
        (pair, labels.index(label))
        for number, exercise in enumerate(done)
        if exercise.languages == ENGLISH or number % OTHERS == 0
        for of_lines in (True, False)
        if of_lines or dice.random() < products
        for pair, label in _pairs(exercise, of_lines, embed, dice)
    ]
    dice.shuffle(found)
    return found[:most]


def _pairs(
    exercise: Exercise, of_lines: bool, embed: Embed, dice: random.Random
) -> Iterator[tuple[Pair, str]]:
    """Yield each message with right candidates and with wrong ones near it in meaning or in letters."""
    asks = [ask for ask in exercise.asks if ask.of_lines is of_lines]
    if not asks:
        return
    candidates = exercise.candidates(asks[0])
    names, near = list(candidates), NEAR if exercise.languages == ENGLISH else NEAR_FOREIGN
    alike = embed([ask.message for ask in asks]) @ embed(list(candidates.values())).T
    for ask, cosines in zip(asks, alike, strict=True):
        wrong = [names[place] for place in np.argsort(-cosines) if names[place] not in ask.right]
        lettered = exercises.nearest(ask.message, {name: candidates[name] for name in wrong})[:ALIKE]
        hard = list(dict.fromkeys([*wrong[:near], *lettered]))
        count = WRONG_LINES if of_lines else WRONG_PRODUCTS
        yield from exercises.drawn(ask, candidates, hard, count, dice)
