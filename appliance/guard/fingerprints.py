"""How two texts are told to be the same, or nearly so, without keeping what is personal in them."""

from __future__ import annotations

import hashlib
import re

from appliance.guard import normalise

_BLANK = re.compile(r"\s+")
_NEAR_FROM = 0.6
_MOST = 0.3
"""The most that a correction moves the score of a text that all but equals the corrected one."""


def canonical(masked: str) -> str:
    """Return a normalised and masked text folded, with single spaces."""
    return _BLANK.sub(" ", normalise.fold(masked)).strip()


def fingerprint(canonical: str) -> str:
    """Return the sha256 of a canonical text: equal for texts that differ in case, spacing, disguise or in
    what is masked."""
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def grams(canonical: str) -> frozenset[str]:
    """Return the character trigrams of a canonical text."""
    padded = f"  {canonical} "
    return frozenset(padded[index : index + 3] for index in range(len(padded) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the Jaccard index of two sets of trigrams, 0..1."""
    return len(one & other) / (len(one | other) or 1)


def shift(likeness: float) -> float:
    """Return by how much a correction moves the score of a text this like the corrected one."""
    return max(0.0, likeness - _NEAR_FROM) / (1 - _NEAR_FROM) * _MOST
