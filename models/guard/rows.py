"""Labelled texts: the shared pool, which is read where it lies, and our own, which are part of the recipe."""

from __future__ import annotations

import json
import math
import os
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

POOL = "SHOPWARDEN_GUARD_POOL"
DEFAULT_POOL = "../shared/data/guard"
OWN = "shopwarden"


@dataclass(frozen=True, slots=True)
class Row:
    """A text; `attack` or innocent. `source` is the data set, `theme` a group within our own."""

    text: str
    attack: bool
    kind: str
    source: str
    lang: str
    theme: str = ""

    @property
    def families(self) -> frozenset[str]:
        """The data sets that a row came from, whatever part of them: a composed row has two, its attack's
        and its carrier's."""
        return frozenset(part.split(":")[0] for part in self.source.removeprefix("composed:").split("+"))


def pool_folder(given: str = "") -> Path:
    return Path(given or os.environ.get(POOL) or DEFAULT_POOL)


def pool(folder: Path) -> list[Row]:
    """Return the shared pool. Raises FileNotFoundError without its folder."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise FileNotFoundError(f"no *.jsonl in {folder}")
    return [row for file in files for row in read(file)]


def read(file: Path) -> list[Row]:
    """Return the rows of a file of JSON lines: `text` and `label`, and what else is known."""
    return list(_rows(file.read_text("utf-8").split("\n")))


def own(part: str = "") -> list[Row]:
    """Return our own rows: all, or those of one part ("train", "held_out")."""
    files = sorted(Path(__file__).with_name("data").glob("*.jsonl"))
    return [row for file in files if part in file.name and file.name != "parts.jsonl" for row in read(file)]


def _rows(lines: Iterable[str]) -> Iterator[Row]:
    for line in filter(str.strip, lines):
        record = json.loads(line)
        yield Row(
            text=record["text"],
            attack=bool(record["label"]),
            kind=record.get("kind", ""),
            source=record.get("source", OWN),
            lang=record.get("lang", "en"),
            theme=record.get("theme", ""),
        )


def capped(rows: Sequence[Row], most: int, seed: int) -> list[Row]:
    """Return the rows with at most `most` of each (source, label), chosen at random but reproducibly."""
    grouped: dict[tuple[str, bool], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.source, row.attack].append(row)
    dice = random.Random(seed)
    found = []
    for _, group in sorted(grouped.items()):
        found += dice.sample(group, min(most, len(group)))
    return found


def sampled(rows: Sequence[Row], factor: float, seed: int) -> list[Row]:
    """Return `factor * √n` of the n rows of each (source, label, language), so that large sources teach more
    than small ones, but do not drown them; in random but reproducible order."""
    grouped: dict[tuple[str, bool, str], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.source, row.attack, row.lang].append(row)
    dice = random.Random(seed)
    found = []
    for _, group in sorted(grouped.items()):
        found += dice.sample(group, min(len(group), max(1, round(factor * math.sqrt(len(group))))))
    return dice.sample(found, len(found))
