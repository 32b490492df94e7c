"""Cut long rows to what the encoder reads at once, the attack of a poisoned text inside the cut."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from models.guard.rows import Row

LONGEST = 300  # characters; some 75 tokens of English, as a window of a document when serving
WHOLE = 500  # an attack that cannot be found in its carrier is left out beyond this
HEAD = 24  # characters by which an attack is looked for in its carrier
INDIRECT = "indirect"


def fitting(rows: Sequence[Row], seed: int) -> list[Row]:
    """Return the rows, the long ones cut; an attack that would be lost by the cut is left out."""
    dice = random.Random(seed)
    heads = _heads(row for row in rows if row.attack and not row.kind.startswith(INDIRECT))
    return [cut for row in rows for cut in _cut(row, heads, dice)]


def _heads(attacks: Iterable[Row]) -> dict[str, list[str]]:
    """Return the attacks by their first characters."""
    found: dict[str, list[str]] = {}
    for row in attacks:
        if len(row.text) >= HEAD:
            found.setdefault(row.text[:HEAD], []).append(row.text)
    return found


def _cut(row: Row, heads: dict[str, list[str]], dice: random.Random) -> Iterator[Row]:
    if len(row.text) <= LONGEST:
        yield row
    elif not row.attack:
        yield replace(row, text=window(row.text, 0, len(row.text), dice))
    elif (place := _attack_in(row.text, heads)) is not None:
        yield replace(row, text=window(row.text, *place, dice))
    elif len(row.text) <= WHOLE:
        yield replace(row, text=row.text[: LONGEST + LONGEST // 4])


def _attack_in(text: str, heads: dict[str, list[str]]) -> tuple[int, int] | None:
    for start in range(len(text) - HEAD):
        for attack in heads.get(text[start : start + HEAD], ()):
            if text.startswith(attack[:LONGEST], start):
                return start, min(start + len(attack), len(text))
    return None


def window(text: str, start: int, end: int, dice: random.Random) -> str:
    """Return at most LONGEST characters that hold text[start:end], or lie within it when it is longer."""
    inside = end - start >= LONGEST
    low, high = (start, end - LONGEST) if inside else (max(0, end - LONGEST), start)
    begin = dice.randint(low, max(low, min(high, len(text) - LONGEST)))
    if begin and (space := text.find(" ", begin, begin + 20)) > 0 and (inside or space < start):
        begin = space + 1
    return text[begin : begin + LONGEST]
