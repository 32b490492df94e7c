"""Ways of asking, by topic and language: what tells topics apart learns from them.

`ways/LANGUAGE*.toml` holds lines by topic; `{p}` in a line stands for one of the file's products.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("ways")
GAP = "{p}"


@dataclass(frozen=True, slots=True)
class Way:
    """A line that asks about a topic; with a gap it is asked of any of the products."""

    topic: str
    line: str
    language: str
    products: tuple[str, ...]

    @property
    def gapped(self) -> bool:
        return GAP in self.line

    def of(self, product: str) -> str:
        return self.line.replace(GAP, product)

    def filled(self, dice: random.Random) -> str:
        """Return the line asked of some product."""
        return self.of(dice.choice(self.products))


def read(name: str = "*") -> tuple[Way, ...]:
    """Return the ways of one file ("en"), or of all."""
    return tuple(way for file in sorted(FOLDER.glob(f"{name}.toml")) for way in _ways(file))


def _ways(file: Path) -> Iterator[Way]:
    data = tomllib.loads(file.read_text("utf-8"))
    products = tuple(data["products"])
    for topic, lines in data["topics"].items():
        for line in lines:
            yield Way(topic, line, file.stem.partition("-")[0], products)
