"""Reads a message beside a line or a product: whether the line answers, whether the product is meant.

The encoders of our own (`models/reader`) see both at once, so they understand what shares no word ("can it go
in the machine after dinner", "dishwasher safe") and what shares all but the point. One reads what is English,
the other what is not. That takes 10 to 20 ms a pair, so only what would otherwise be the answer is read.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from appliance.answers.language import detect
from appliance.core.errors import ApplianceError
from appliance.core.products import Product
from models.classifier import OnnxClassifier
from models.reader import bundled, exercises

Numbers = NDArray[np.float64]

log = logging.getLogger(__name__)

SURE = 2.2
"""Log odds from which the reader alone is believed: of the lines told from there on, 90 % answered, on shops
held out from its training."""
LIMIT = 6.0
"""Log odds further from even than this tell nothing more."""
KEPT = 512
LONGEST = 400
"""Characters of a message or a line that are read."""


def surely_silent(message: str, line: str) -> bool:
    return float(answers(message, [line])[0]) <= -SURE


def answers(message: str, lines: Sequence[str]) -> Numbers:
    """Return for each line ("heading | sentence", "title | field: value") the log odds that it answers the
    message; zeros without the encoder."""
    return _odds(message, lines, exercises.ANSWERS, exercises.SILENT)


def meant(message: str, products: Sequence[Product]) -> Numbers:
    """Return for each product the log odds that the message means it; zeros without the encoder."""
    return _odds(message, list(map(described, products)), exercises.MEANT, exercises.OTHER)


def under(head: str, line: str) -> str:
    """Return a line as the reader reads it: under its heading or its product's title."""
    return f"{head} | {line}"


def described(product: Product) -> str:
    """Return what is read of a product: "title | categories | brand"."""
    parts = (product.title, ", ".join(product.categories[:2]), product.brand)
    return " | ".join(part for part in parts if part)


def _odds(message: str, texts: Sequence[str], yes: str, no: str) -> Numbers:
    return np.array([_of_pair(message[:LONGEST], said[:LONGEST], yes, no) for said in texts], np.float64)


@lru_cache(maxsize=KEPT)
def _of_pair(message: str, said: str, yes: str, no: str) -> float:
    english = _is_english(message) and _is_english(said)
    reader = (encoder(bundled.ENGLISH) if english else None) or encoder()
    if reader is None:
        return 0.0
    shares = reader.probabilities([(message, said)])[0].astype(np.float64) + 1e-9
    odds = np.log(shares[reader.labels.index(yes)] / shares[reader.labels.index(no)])
    return float(np.clip(odds, -LIMIT, LIMIT))


@lru_cache(maxsize=KEPT)
def _is_english(said: str) -> bool:
    return detect(said) == "en"


@lru_cache(maxsize=2)
def encoder(folder: Path = bundled.FOLDER) -> OnnxClassifier | None:
    """Return the encoder, read when first needed; None for a damaged installation, which is said once."""
    try:
        return bundled.load(folder)
    except ApplianceError as err:
        log.warning("lines are judged without the reader in %s: %s", folder.name, err.message)
        return None
