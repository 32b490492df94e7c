"""Reading exercises: small shops' products and lines, and what customers say of whom which of them serve.

`exercises/*.txt`: `## products` are "number. title | category | brand", `## lines` "id. title or heading |
text", `## questions` "message = ids of all lines that answer" or "message > numbers of all products that are
meant"; "-" for none.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("exercises")
ANSWERS, SILENT, MEANT, OTHER = LABELS = ("line answers", "line is silent", "product meant", "other product")
"""What is told of a message and a line, and of a message and a product."""
HARD = 2
"""Wrong candidates a message is shown, of those most like it."""
MOST_RIGHT = 2  # right candidates a message is shown in one pass
NEAREST = 8  # of so many most alike the hard ones are drawn
PIECE = 4  # letters

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ask:
    """A message and the ids of all candidates that serve; `of_lines` or of products."""

    message: str
    of_lines: bool
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One shop's candidates by id and what is asked of them; `languages` are of lines and of messages."""

    name: str
    languages: tuple[str, str]
    products: Mapping[str, str]
    lines: Mapping[str, str]
    asks: tuple[Ask, ...]

    def candidates(self, ask: Ask) -> Mapping[str, str]:
        return self.lines if ask.of_lines else self.products


def read(folder: Path = FOLDER) -> tuple[Exercise, ...]:
    """Return all exercises in order of their names; ValueError names a line that is not understood."""
    return tuple(_read(file) for file in sorted(folder.glob("*.txt")))


def pairs(ask: Ask, exercise: Exercise, dice: random.Random) -> Iterator[tuple[Pair, str]]:
    """Yield a message with right and wrong candidates and what is to be told of each."""
    candidates = exercise.candidates(ask)
    wrong = {name: said for name, said in candidates.items() if name not in ask.right}
    yield from drawn(ask, candidates, nearest(ask.message, wrong), HARD, dice)


def drawn(
    ask: Ask, candidates: Mapping[str, str], wrong: Sequence[str], count: int, dice: random.Random
) -> Iterator[tuple[Pair, str]]:
    """Yield a message with some right candidates and `count` of those that are named as `wrong`."""
    yes, no = (ANSWERS, SILENT) if ask.of_lines else (MEANT, OTHER)
    right = sorted(ask.right)
    for names, most, label in ((right, MOST_RIGHT, yes), (wrong, count, no)):
        for name in dice.sample(names, min(most, len(names))):
            yield (ask.message, candidates[name]), label


def nearest(message: str, candidates: Mapping[str, str]) -> list[str]:
    """Return the candidates that share most of the message's rarer pieces of words."""
    bags = {name: _pieces(said) for name, said in candidates.items()}
    seen = Counter(piece for bag in bags.values() for piece in bag)
    mine = _pieces(message)
    # fsum: a sum that does not depend on the order of a set, which differs from run to run
    alike = {name: math.fsum(1 / seen[piece] for piece in bag & mine) for name, bag in bags.items()}
    return sorted(alike, key=lambda name: -alike[name])[:NEAREST]


def _pieces(said: str) -> frozenset[str]:
    plain = " " + " ".join(re.findall(r"\w+", said.casefold())) + " "
    return frozenset(plain[at : at + PIECE] for at in range(max(1, len(plain) - PIECE + 1)))


_ENTRY = re.compile(r"([ap]?\d+)\. (.+)")
_ASK = re.compile(r"(.+) ([=>]) (-|[ap]?\d+(?:[ ,]+[ap]?\d+)*)")


def _read(file: Path) -> Exercise:
    head, *parts = re.split(r"^## ", file.read_text("utf-8"), flags=re.MULTILINE)
    found = {part.partition("\n")[0].strip(): part.partition("\n")[2].splitlines() for part in parts}
    spoken = [re.search(rf"{what}: *(\w+)", head) for what in ("lines", "questions")]
    made = Exercise(
        file.stem,
        (spoken[0].group(1), spoken[1].group(1)) if spoken[0] and spoken[1] else ("en", "en"),
        dict(_entries(found["products"])),
        dict(_entries(found["lines"])),
        tuple(_asks(found["questions"])),
    )
    for ask in made.asks:
        if strange := ask.right - made.candidates(ask).keys():
            raise ValueError(f"{file.name}: {ask.message} names {min(strange)}")
    return made


def _entries(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in filter(str.strip, lines):
        match = _ENTRY.fullmatch(line.strip())
        if match is None:
            raise ValueError(f"no entry: {line}")
        yield match[1], match[2]


def _asks(lines: Sequence[str]) -> Iterator[Ask]:
    for line in filter(str.strip, lines):
        match = _ASK.fullmatch(line.strip())
        if match is None:
            raise ValueError(f"no question: {line}")
        ids = () if match[3] == "-" else re.split(r"[ ,]+", match[3])
        yield Ask(match[1], match[2] == "=", frozenset(ids))
