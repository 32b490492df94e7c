"""Deals ways of asking into parts so that no part holds another wording of a line of another part."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence

from models.intents.ways import GAP, Way

ALIKE = 0.5
"""Share of the pieces of two lines that makes one a rewording of the other."""
PIECE = 3  # letters


def deal(ways: Sequence[Way], parts: int, seed: int) -> list[int]:
    """Return the part of each way. Lines alike, of one language and topic, are always of one part."""
    dice = random.Random(seed)
    part: dict[int, int] = defaultdict(lambda: dice.randrange(parts))
    return [part[family] for family in families(ways)]


def families(ways: Sequence[Way]) -> list[int]:
    """Return a number for each way: the same for lines that are alike, however long the chain of them."""
    first = list(range(len(ways)))
    beside: dict[tuple[str, str], list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for place, way in enumerate(ways):
        mine = _pieces(way.line)
        for other, pieces in beside[way.language, way.topic]:
            if len(mine & pieces) >= ALIKE * len(mine | pieces):
                _join(first, place, other)
        beside[way.language, way.topic].append((place, mine))
    return [_root(first, place) for place in range(len(ways))]


def _pieces(line: str) -> frozenset[str]:
    said = " " + " ".join(re.findall(r"\w+", line.replace(GAP, " ").casefold())) + " "
    return frozenset(said[at : at + PIECE] for at in range(max(1, len(said) - PIECE + 1)))


def _root(first: list[int], place: int) -> int:
    while first[place] != place:
        place = first[place]
    return place


def _join(first: list[int], one: int, other: int) -> None:
    one, other = _root(first, one), _root(first, other)
    first[max(one, other)] = min(one, other)
